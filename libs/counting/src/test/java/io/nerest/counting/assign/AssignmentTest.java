package io.nerest.counting.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void theAssignmentHasTheLeastCostOfAllAssignments() {
        Random random = new Random(7);
        for (int trial = 0; trial < 400; trial++) {
            double[][] cost = new double[random.nextInt(6)][random.nextInt(6)];
            for (double[] row : cost) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = trial % 2 == 0 ? random.nextInt(4) - 2 : random.nextGaussian();
                }
            }
            int columns = cost.length == 0 ? 0 : cost[0].length;
            int[] found = Assignment.ofLeastCost(cost);
            double total = 0;
            int assigned = 0;
            for (int row = 0; row < found.length; row++) {
                if (found[row] != Assignment.NONE) {
                    total += cost[row][found[row]];
                    assigned++;
                }
            }
            assertThat(assigned).isEqualTo(Math.min(cost.length, columns));
            assertThat(Arrays.stream(found)
                            .filter(column -> column >= 0)
                            .distinct()
                            .count())
                    .isEqualTo(assigned);
            assertThat(total).isEqualTo(least(cost, 0, new boolean[columns], assigned), Offset.offset(1e-9));
        }
    }

    /** The least cost of {@code needed} assignments by trying all. */
    private static double least(double[][] cost, int row, boolean[] used, int needed) {
        if (needed == 0) {
            return 0;
        }
        if (cost.length - row < needed) {
            return Double.POSITIVE_INFINITY;
        }
        double best = least(cost, row + 1, used, needed);
        for (int column = 0; column < used.length; column++) {
            if (!used[column]) {
                used[column] = true;
                best = Math.min(best, cost[row][column] + least(cost, row + 1, used, needed - 1));
                used[column] = false;
            }
        }
        return best;
    }
}
