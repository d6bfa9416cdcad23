/** The page's entry: everything else hangs on the shell. */
import './fp-app';
