package io.nerest.experiments.map;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Principal components by singular value decomposition of the centred vectors. The eigenvalues of their covariance are
 * the same, but their solver does not converge on embeddings of an untrained network with fewer frames than dimensions.
 */
final class Components {
    private final RealMatrix left;
    private final double[] singular;

    private Components(RealMatrix left, double[] singular) {
        this.left = left;
        this.singular = singular;
    }

    /** Computes the components of vectors of one length. */
    static Components of(double[][] vectors) {
        int length = vectors[0].length;
        double[] mean = new double[length];
        for (double[] vector : vectors) {
            for (int k = 0; k < length; k++) {
                mean[k] += vector[k] / vectors.length;
            }
        }
        double[][] centred = new double[vectors.length][length];
        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < length; k++) {
                centred[i][k] = vectors[i][k] - mean[k];
            }
        }
        SingularValueDecomposition decomposition =
                new SingularValueDecomposition(new Array2DRowRealMatrix(centred, false));
        return new Components(decomposition.getU(), decomposition.getSingularValues());
    }

    /** Returns the share of the variance along a component, from 0; 0 if there are fewer. */
    double share(int component) {
        double all = Arrays.stream(singular).map(value -> value * value).sum();
        return component < singular.length && all > 0 ? singular[component] * singular[component] / all : 0;
    }

    /** Returns each vector along the first components, 0 along missing ones: [vectors][most]. */
    double[][] places(int most) {
        double[][] places = new double[left.getRowDimension()][most];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < Math.min(most, singular.length); k++) {
                places[i][k] = left.getEntry(i, k) * singular[k];
            }
        }
        return places;
    }
}
