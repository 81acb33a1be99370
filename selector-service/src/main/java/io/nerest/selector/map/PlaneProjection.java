package io.nerest.selector.map;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Maps embeddings onto the plane of their two largest principal components. The components are those of a sample; all other
 * embeddings are mapped by them.
 */
public final class PlaneProjection {
    private final double[] mean;
    private final double[] first;
    private final double[] second;

    private PlaneProjection(double[] mean, double[] first, double[] second) {
        this.mean = mean;
        this.first = first;
        this.second = second;
    }

    /**
     * Returns the projection that fits a sample.
     *
     * @param sample at least one embedding, all of the same length
     */
    public static PlaneProjection fit(List<float[]> sample) {
        int dimensions = sample.get(0).length;
        double[] mean = new double[dimensions];
        for (float[] embedding : sample) {
            for (int i = 0; i < dimensions; i++) {
                mean[i] += embedding[i] / (double) sample.size();
            }
        }
        if (sample.size() < 2 || dimensions < 2) {
            return new PlaneProjection(mean, new double[dimensions], new double[dimensions]);
        }
        double[][] centred = new double[sample.size()][dimensions];
        for (int row = 0; row < centred.length; row++) {
            for (int i = 0; i < dimensions; i++) {
                centred[row][i] = sample.get(row)[i] - mean[i];
            }
        }
        RealMatrix axes = new SingularValueDecomposition(new Array2DRowRealMatrix(centred, false)).getV();
        return new PlaneProjection(mean, signed(axes.getColumn(0)), signed(axes.getColumn(1)));
    }

    /** An axis and its opposite fit alike; the one whose largest entry is positive keeps maps the same. */
    private static double[] signed(double[] axis) {
        double largest = 0;
        for (double value : axis) {
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        if (largest < 0) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] = -axis[i];
            }
        }
        return axis;
    }

    public double x(float[] embedding) {
        return along(first, embedding);
    }

    public double y(float[] embedding) {
        return along(second, embedding);
    }

    private double along(double[] axis, float[] embedding) {
        double sum = 0;
        for (int i = 0; i < axis.length; i++) {
            sum += axis[i] * (embedding[i] - mean[i]);
        }
        return sum;
    }
}
