/** The page's entry: everything else hangs on the shell. */
import '../ui/keep-focus';
import './fp-app';
