package io.nerest.training.run;

import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.MetricCurves.ClassCurve;
import io.nerest.training.tensorboard.EventFile;
import java.io.IOException;
import java.util.Map;

/** TensorBoard events of a run, under the column names of {@code results.csv}. */
public final class RunEvents implements AutoCloseable {
    private final EventFile file;
    private long epoch;

    RunEvents(RunFolder folder) throws IOException {
        this.file = EventFile.create(folder.path());
    }

    void epoch(EpochReport report) throws IOException {
        epoch = report.epoch();
        for (Map.Entry<String, Double> value : ResultsTable.values(report).entrySet()) {
            if (!value.getKey().equals("time")) {
                file.scalar(value.getKey(), epoch, value.getValue());
            }
        }
        if (report.best() && report.validation().isPresent()) {
            curves(report.validation().get().report());
        }
    }

    public void image(String name, byte[] jpeg, int width, int height) throws IOException {
        file.image(name, epoch, jpeg, width, height);
    }

    private void curves(DetectionReport report) throws IOException {
        for (ClassCurve curve : report.curves().classes()) {
            file.prCurve("PR/" + curve.name(), epoch, curve);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
