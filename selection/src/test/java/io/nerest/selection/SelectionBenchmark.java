package io.nerest.selection;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prints how long a batch of 1,000 takes, and what the pool weighs, by pool size: {@code SelectionBenchmark 10000 100000
 * 1000000}. Embeddings have 256 numbers and lie in clouds, as those of a camera's consecutive frames do; 1,000 frames
 * are labelled.
 */
final class SelectionBenchmark {

    private static final int DIMENSIONS = 256;
    private static final int CLOUDS = 400;
    private static final int LABELLED = 1000;
    private static final int BATCH = 1000;

    private SelectionBenchmark() {}

    public static void main(String[] sizes) {
        System.out.println("| frames | strategy | seconds | CPU seconds | heap MB |");
        System.out.println("|---|---|---|---|---|");
        for (String size : sizes) {
            measure(Integer.parseInt(size));
        }
    }

    private static void measure(int size) {
        Random random = new Random(7);
        float[][] clouds = new float[CLOUDS][DIMENSIONS];
        for (float[] cloud : clouds) {
            fill(cloud, random, 1, null);
        }
        List<ScoredFrame> pool = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            float[] embedding = new float[DIMENSIONS];
            fill(embedding, random, 0.1f, clouds[random.nextInt(CLOUDS)]);
            List<DetectedBox> boxes = new ArrayList<>();
            for (int box = random.nextInt(3); box > 0; box--) {
                boxes.add(Frames.box(random.nextDouble()));
            }
            pool.add(new ScoredFrame(new UUID(1, i), "cam" + i % 8, Frames.DAWN.plusSeconds(i), boxes, embedding));
        }
        List<LabelledFrame> labelled = new ArrayList<>();
        for (int i = 0; i < LABELLED; i++) {
            float[] embedding = new float[DIMENSIONS];
            fill(embedding, random, 0.1f, clouds[random.nextInt(CLOUDS)]);
            labelled.add(new LabelledFrame(new UUID(2, i), "cam0", Frames.DAWN, embedding));
        }
        for (String name : List.of("random", "least-confidence", "entropy", "core-set", "coral", "hybrid")) {
            Strategies.Configured configured = Strategies.configure(name, Map.of());
            double cpu = cpuSeconds();
            long start = System.nanoTime();
            SelectedFrames selected = Selection.select(
                    new SelectionRequest(configured.strategy(), configured.settings(), BATCH, pool, labelled, 3));
            double seconds = (System.nanoTime() - start) / 1e9;
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %s | %.2f | %.2f | %d |%n",
                    size,
                    name,
                    seconds,
                    cpuSeconds() - cpu,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
            if (selected.picks().size() != Math.min(BATCH, size)) {
                throw new IllegalStateException(
                        name + " chose " + selected.picks().size() + " frames");
            }
        }
    }

    /** Of the whole process: what counts where the machine has other work. */
    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    private static void fill(float[] embedding, Random random, float spread, float @Nullable [] centre) {
        for (int d = 0; d < embedding.length; d++) {
            embedding[d] = (centre == null ? 0 : centre[d]) + spread * (float) random.nextGaussian();
        }
    }
}
