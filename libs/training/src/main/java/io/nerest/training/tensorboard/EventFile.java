package io.nerest.training.tensorboard;

import io.nerest.training.evaluation.MetricCurves;
import io.nerest.training.evaluation.MetricCurves.ClassCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * An event file that TensorBoard reads while it grows: each entry is on disk when its method returns.
 *
 * <p>Not thread-safe.
 */
public final class EventFile implements AutoCloseable {
    /** Points of a PR curve, at confidences evenly from 0 to 1. */
    static final int PR_POINTS = 101;

    private final RecordWriter records;
    private final EventEncoder encoder;

    private EventFile(RecordWriter records, Clock clock) {
        this.records = records;
        this.encoder = new EventEncoder(clock);
    }

    /**
     * Creates a new file in a run's folder; existing event files stay.
     *
     * @throws IOException if it cannot be written
     */
    public static EventFile create(Path folder) throws IOException {
        return create(folder, Clock.systemUTC());
    }

    static EventFile create(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        String name = "events.out.tfevents.%d.nerest.%d"
                .formatted(clock.millis() / 1000, ProcessHandle.current().pid());
        Path path = folder.resolve(name);
        for (int number = 1; Files.exists(path); number++) {
            path = folder.resolve(name + "." + number);
        }
        EventFile file =
                new EventFile(new RecordWriter(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)), clock);
        file.records.write(file.encoder.version());
        return file;
    }

    /** Writes a scalar, such as {@code metrics/mAP50(B)} of an epoch. */
    public void scalar(String tag, long step, double value) throws IOException {
        records.write(encoder.scalar(tag, step, (float) value));
    }

    /**
     * An image.
     *
     * @param encoded as PNG or JPEG
     * @param width in pixels
     * @param height in pixels
     */
    public void image(String tag, long step, byte[] encoded, int width, int height) throws IOException {
        records.write(encoder.image(tag, step, encoded, width, height));
    }

    /** Writes a class's precision-recall curve. */
    public void prCurve(String tag, long step, ClassCurve curve) throws IOException {
        float[] rows = new float[6 * PR_POINTS];
        for (int i = 0; i < PR_POINTS; i++) {
            int at = Math.round(i * (MetricCurves.POINTS - 1f) / (PR_POINTS - 1));
            int truePositives = curve.truePositives()[at];
            int falsePositives = curve.falsePositives()[at];
            int detections = truePositives + falsePositives;
            rows[i] = truePositives;
            rows[PR_POINTS + i] = falsePositives;
            // True negatives are undefined in detection; their row stays 0.
            rows[3 * PR_POINTS + i] = curve.instances() - truePositives;
            rows[4 * PR_POINTS + i] = detections == 0 ? 1 : truePositives / (float) detections;
            rows[5 * PR_POINTS + i] = truePositives / (float) curve.instances();
        }
        records.write(encoder.prCurve(tag, step, rows, PR_POINTS));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
