package io.nerest.experiments.map;

import java.util.Locale;
import tagbio.umap.Umap;

/** Puts vectors on a plane, the same vectors always at the same place. */
public final class PrincipalComponents {
    /** Below this there is nothing that could lie apart. */
    public static final int FEWEST = 4;

    private static final int NEIGHBOURS = 15;
    /** UMAP looks at this many principal components: the rest of a few hundred is mostly noise, and costs time. */
    private static final int COMPONENTS = 32;

    private PrincipalComponents() {}

    /**
     * The plane along which the vectors differ most: principal components (Pearson 1901; Hotelling 1933). Distances on it
     * are true for the share of variance that the axes name.
     *
     * @throws IllegalArgumentException where there are fewer than {@link #FEWEST} vectors
     */
    public static Layout pca(PoolEmbeddings embeddings) {
        require(embeddings);
        Components components = Components.of(embeddings.vectors());
        double[][] points = components.places(2);
        faceOneWay(points);
        return new Layout(
                "PCA",
                axis("first component", components.share(0)),
                axis("second component", components.share(1)),
                embeddings.frames(),
                points);
    }

    /**
     * A plane on which neighbours stay neighbours (UMAP: McInnes, Healy and Melville, arXiv 1802.03426), 15 of them, on the
     * first principal components. Distances between groups and the axes mean nothing.
     *
     * @param seed the same seed gives the same plane
     * @throws IllegalArgumentException where there are fewer than {@link #FEWEST} vectors
     */
    public static Layout umap(PoolEmbeddings embeddings, long seed) {
        require(embeddings);
        double[][] vectors = Components.of(embeddings.vectors()).places(COMPONENTS);
        Umap umap = new Umap();
        umap.setNumberComponents(2);
        umap.setNumberNearestNeighbours(Math.min(NEIGHBOURS, embeddings.size() - 1));
        umap.setSeed(seed);
        // More threads would draw in no fixed order.
        umap.setThreads(1);
        umap.setVerbose(false);
        return new Layout("UMAP", "UMAP 1", "UMAP 2", embeddings.frames(), umap.fitTransform(vectors));
    }

    private static void require(PoolEmbeddings embeddings) {
        if (embeddings.size() < FEWEST) {
            throw new IllegalArgumentException(
                    "a map needs at least %d frames, not %d".formatted(FEWEST, embeddings.size()));
        }
    }

    /** A component is as good as its opposite; of the two, the one whose longest arm points to the positive side. */
    private static void faceOneWay(double[][] points) {
        for (int axis = 0; axis < 2; axis++) {
            double longest = 0;
            for (double[] point : points) {
                longest = Math.abs(point[axis]) > Math.abs(longest) + 1e-9 ? point[axis] : longest;
            }
            if (longest < 0) {
                for (double[] point : points) {
                    point[axis] = -point[axis];
                }
            }
        }
    }

    private static String axis(String name, double share) {
        return String.format(Locale.ROOT, "%s, %.0f %% of the variance", name, 100 * share);
    }
}
