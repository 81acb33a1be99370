package io.nerest.cli.figures;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.run.RunEvents;
import io.nerest.training.run.RunFigures;
import io.nerest.training.run.RunFolder;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures of a training run: labels, sample batches with boxes, and the curves of the best epoch. */
public final class RunFigureFiles implements RunFigures {
    private static final int BATCHES = 3;
    private static final int JPEG_QUALITY = 90;

    private final RunFolder folder;
    private final List<String> classNames;
    private final RunEvents events;

    public RunFigureFiles(RunFolder folder, List<String> classNames, RunEvents events) {
        this.folder = folder;
        this.classNames = List.copyOf(classNames);
        this.events = events;
    }

    /** {@code labels.png}: number of objects per class in the training set, with positions and sizes. */
    @Override
    public void labels(List<DatasetItem> items) throws IOException {
        List<LabelledBox> labels =
                items.stream().flatMap(item -> item.labels().stream()).toList();
        LabelsPlot.write(labels, classNames, file("labels.png"));
    }

    /** {@code train_batchN.jpg} of the first few batches. */
    @Override
    public void trainBatch(long number, TrainingBatch batch) throws IOException {
        if (number < BATCHES) {
            try (DecodedImage sheet = BatchSheet.ofLabels(batch, classNames)) {
                write(sheet, "train_batch" + number);
            }
        }
    }

    /**
     * {@code val_batchN_labels.jpg} and {@code val_batchN_pred.jpg} of the first few batches.
     *
     * @param found detections in pixels of the batch; those of at least .25 confidence are drawn
     */
    @Override
    public void validationBatch(int number, TrainingBatch batch, List<List<Detection>> found) throws IOException {
        if (number >= BATCHES) {
            return;
        }
        try (DecodedImage sheet = BatchSheet.ofLabels(batch, classNames)) {
            write(sheet, "val_batch" + number + "_labels");
        }
        List<List<Detection>> sure = found.stream()
                .map(image -> image.stream()
                        .filter(detection -> detection.confidence() >= .25f)
                        .toList())
                .toList();
        try (DecodedImage sheet = BatchSheet.ofDetections(batch, sure, classNames)) {
            write(sheet, "val_batch" + number + "_pred");
        }
    }

    /** {@code results.png}, the curves, and the confusion matrices. */
    @Override
    public void finished(DetectionReport best) throws IOException {
        ResultsPlot.write(folder.results(), file("results.png"));
        CurvePlots.write(best.curves(), folder.path());
        ConfusionMatrixPlot.write(best.confusion(), folder.path());
    }

    private void write(DecodedImage sheet, String name) throws IOException {
        byte[] jpeg = ImageEncoder.jpeg(sheet, JPEG_QUALITY);
        Files.write(file(name + ".jpg"), jpeg);
        events.image(name, jpeg, sheet.width(), sheet.height());
    }

    private Path file(String name) {
        return folder.path().resolve(name);
    }
}
