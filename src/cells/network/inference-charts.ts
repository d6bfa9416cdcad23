/** The charts that only inference shows: loaded when it is first switched to. */
import '../../charts/distribution';
import '../../charts/sweep-chart';
