package io.nerest.counting.assign;

import java.util.Arrays;

/**
 * The assignment of rows to columns of least total cost, by shortest augmenting paths with potentials (Jonker and
 * Volgenant, Computing 38, 1987), in O(rows² · columns).
 */
public final class Assignment {
    /** Of a row that is assigned to no column. */
    public static final int NONE = -1;

    private Assignment() {}

    /**
     * Assigns as many rows as there are columns, or all rows if there are more columns.
     *
     * @param cost finite costs by row and column; rows of one length
     * @return the column of each row, or {@link #NONE}
     */
    public static int[] ofLeastCost(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        if (rows <= columns) {
            return solve(cost, rows, columns);
        }
        double[][] transposed = new double[columns][rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = cost[row][column];
            }
        }
        int[] rowOf = solve(transposed, columns, rows);
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, NONE);
        for (int column = 0; column < columns; column++) {
            columnOf[rowOf[column]] = column;
        }
        return columnOf;
    }

    /** Solves with at most as many rows as columns. Index 0 of the arrays means "not assigned". */
    private static int[] solve(double[][] cost, int rows, int columns) {
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        int[] previous = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            double[] slack = new double[columns + 1];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            boolean[] visited = new boolean[columns + 1];
            int column = 0;
            do {
                visited[column] = true;
                int current = rowOf[column];
                double least = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int other = 1; other <= columns; other++) {
                    if (!visited[other]) {
                        double reduced = cost[current - 1][other - 1] - rowPotential[current] - columnPotential[other];
                        if (reduced < slack[other]) {
                            slack[other] = reduced;
                            previous[other] = column;
                        }
                        if (slack[other] < least) {
                            least = slack[other];
                            next = other;
                        }
                    }
                }
                for (int other = 0; other <= columns; other++) {
                    if (visited[other]) {
                        rowPotential[rowOf[other]] += least;
                        columnPotential[other] -= least;
                    } else {
                        slack[other] -= least;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[previous[column]];
                column = previous[column];
            }
        }
        int[] columnOf = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] != 0) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }
}
