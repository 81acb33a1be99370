package io.nerest.experiments.map;

import java.util.Locale;
import tagbio.umap.Umap;

/** Projects vectors to a plane, deterministically. */
public final class PrincipalComponents {
    /** Fewer vectors cannot be projected. */
    public static final int FEWEST = 4;

    private static final int NEIGHBOURS = 15;
    /** Number of principal components that UMAP uses; the others are mostly noise. */
    private static final int COMPONENTS = 32;

    private PrincipalComponents() {}

    /**
     * Projects to the first two principal components (Pearson 1901; Hotelling 1933). They preserve the share of variance
     * that the axes name.
     *
     * @throws IllegalArgumentException if there are fewer than {@link #FEWEST} vectors
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
     * Projects by UMAP (McInnes, Healy and Melville, arXiv 1802.03426), which preserves 15 neighbours, on the
     * first principal components. Distances between groups and the axes mean nothing.
     *
     * @param seed the same seed gives the same plane
     * @throws IllegalArgumentException if there are fewer than {@link #FEWEST} vectors
     */
    public static Layout umap(PoolEmbeddings embeddings, long seed) {
        require(embeddings);
        double[][] vectors = Components.of(embeddings.vectors()).places(COMPONENTS);
        Umap umap = new Umap();
        umap.setNumberComponents(2);
        umap.setNumberNearestNeighbours(Math.min(NEIGHBOURS, embeddings.size() - 1));
        umap.setSeed(seed);
        // With more threads the order of draws, and so the result, would vary.
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

    /** Fixes the sign of a component: its largest coordinate is positive. */
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
