package io.nerest.detection.training;

import io.nerest.detection.augmentation.BatchSheet;
import io.nerest.detection.boxes.Detection;
import io.nerest.detection.boxes.LabelledBox;
import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.evaluation.DetectionReport;
import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureEncoder;
import io.nerest.detection.plots.ConfusionMatrixPlot;
import io.nerest.detection.plots.CurvePlots;
import io.nerest.detection.plots.LabelsPlot;
import io.nerest.detection.plots.ResultsPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run draws into its folder: labels, a few batches with boxes, and at its end the curves of the best epoch. */
final class RunDrawings {
    private static final int BATCHES = 3;
    private static final int JPEG_QUALITY = 90;

    private final RunFolder folder;
    private final List<String> classNames;
    private final RunEvents events;

    RunDrawings(RunFolder folder, List<String> classNames, RunEvents events) {
        this.folder = folder;
        this.classNames = List.copyOf(classNames);
        this.events = events;
    }

    /** {@code labels.png}: how often each class stands in the training set, and where and how large. */
    void labels(List<DatasetItem> items) throws IOException {
        List<LabelledBox> labels =
                items.stream().flatMap(item -> item.labels().stream()).toList();
        LabelsPlot.write(labels, classNames, file("labels.png"));
    }

    /** {@code train_batchN.jpg} of the first few batches. */
    void trainBatch(long number, TrainingBatch batch) throws IOException {
        if (number < BATCHES) {
            try (Picture sheet = BatchSheet.ofLabels(batch, classNames)) {
                write(sheet, "train_batch" + number);
            }
        }
    }

    /**
     * {@code val_batchN_labels.jpg} and {@code val_batchN_pred.jpg} of the first few batches.
     *
     * @param found in pixels of the batch, all that validation takes; those of at least .25 are drawn
     */
    void validationBatch(int number, TrainingBatch batch, List<List<Detection>> found) throws IOException {
        if (number >= BATCHES) {
            return;
        }
        try (Picture sheet = BatchSheet.ofLabels(batch, classNames)) {
            write(sheet, "val_batch" + number + "_labels");
        }
        List<List<Detection>> sure = found.stream()
                .map(picture -> picture.stream()
                        .filter(detection -> detection.confidence() >= .25f)
                        .toList())
                .toList();
        try (Picture sheet = BatchSheet.ofDetections(batch, sure, classNames)) {
            write(sheet, "val_batch" + number + "_pred");
        }
    }

    /** {@code results.png}, the curves, and the confusion matrices. */
    void finished(DetectionReport best) throws IOException {
        ResultsPlot.write(folder.results(), file("results.png"));
        CurvePlots.write(best.curves(), folder.path());
        ConfusionMatrixPlot.write(best.confusion(), folder.path());
    }

    private void write(Picture sheet, String name) throws IOException {
        byte[] jpeg = PictureEncoder.jpeg(sheet, JPEG_QUALITY);
        Files.write(file(name + ".jpg"), jpeg);
        events.image(name, jpeg, sheet.width(), sheet.height());
    }

    private Path file(String name) {
        return folder.path().resolve(name);
    }
}
