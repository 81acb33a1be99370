package io.nerest.simulator.paint;

/** Displacement of pixels by the moving surface: a sum of travelling waves on a grid of eight pixels. */
final class Ripples {
    private static final int CELL = 8;
    /** Wave numbers per image width, along and across the flow, and weights. */
    private static final double[][] WAVES = {
        {5, 2, 0.42}, {-3, 6, 0.4}, {9, 4, 0.25}, {4, -11, 0.2}, {15, 7, 0.13}, {-12, 14, 0.1}
    };

    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final double amplitude;

    Ripples(int width, int height, double amplitude) {
        this.width = width;
        this.height = height;
        this.amplitude = amplitude;
        columns = width / CELL + 2;
        rows = height / CELL + 2;
    }

    /** Computes the displacements of the canvas at a time; the waves travel with the flow. */
    void fill(Canvas canvas, double seconds, double flow) {
        float[] dx = new float[columns * rows];
        float[] dy = new float[columns * rows];
        for (double[] wave : WAVES) {
            double k = StrictMath.sqrt(wave[0] * wave[0] + wave[1] * wave[1]);
            double start = seconds * (2.1 * StrictMath.sqrt(k) - 0.5 * StrictMath.PI * wave[0] * flow);
            double[] alongSine = new double[columns];
            double[] alongCosine = new double[columns];
            for (int i = 0; i < columns; i++) {
                double angle = 2 * StrictMath.PI * wave[0] * i * CELL / width + start;
                alongSine[i] = StrictMath.sin(angle);
                alongCosine[i] = StrictMath.cos(angle);
            }
            double bend = 16 * amplitude * wave[2] / k;
            for (int j = 0; j < rows; j++) {
                double angle = 2 * StrictMath.PI * wave[1] * j * CELL / width;
                double sine = StrictMath.sin(angle);
                double cosine = StrictMath.cos(angle);
                for (int i = 0; i < columns; i++) {
                    double height = bend * (alongSine[i] * cosine + alongCosine[i] * sine);
                    dx[j * columns + i] += (float) (height * wave[0]);
                    dy[j * columns + i] += (float) (height * wave[1]);
                }
            }
        }
        interpolate(dx, canvas.bendX);
        interpolate(dy, canvas.bendY);
    }

    private void interpolate(float[] grid, short[] out) {
        float[] line = new float[columns];
        for (int y = 0; y < height; y++) {
            int top = y / CELL * columns;
            float fy = y % CELL / (float) CELL;
            for (int i = 0; i < columns; i++) {
                line[i] = grid[top + i] * (1 - fy) + grid[top + columns + i] * fy;
            }
            for (int x = 0; x < width; x++) {
                int i = x / CELL;
                float fx = x % CELL / (float) CELL;
                out[y * width + x] = (short) (line[i] + (line[i + 1] - line[i]) * fx);
            }
        }
    }
}
