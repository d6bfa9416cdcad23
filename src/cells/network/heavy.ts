/** The drawings and charts of the cell, without those of inference alone: loaded once the cell is there and can be used, so that they do not delay it. */
import '../../charts/bars';
import '../../charts/loss-chart';
import '../../charts/predicted';
import '../../draw/boundary';
import '../../draw/confusion';
import '../../draw/examples';
import '../../draw/network-diagram';
import '../../draw/pad';
import '../../draw/probabilities';
import '../../draw/unit-map';
import '../../draw/value-plane';
import './own-row';
