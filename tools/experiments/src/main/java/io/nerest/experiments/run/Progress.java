package io.nerest.experiments.run;

import io.nerest.commandline.ProgressDisplay;
import io.nerest.training.run.BatchProgress;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows the progress of an experiment by images trained, and prints a line for each finished training. */
public final class Progress implements AutoCloseable {
    private final PrintWriter out;
    private @Nullable ProgressDisplay display;
    private int trainings;
    private int trainingsPlanned;
    private double images;
    private double imagesOfRun;
    private String doing = "";

    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** Starts the display, given the number of trainings and the images of all their epochs. */
    void planned(int count, double imagesPlanned) {
        trainingsPlanned = count;
        display = ProgressDisplay.start("experiment", "images", Math.round(imagesPlanned), line -> {});
    }

    void doing(String what) {
        doing = what;
    }

    /** Counts a training that was finished before. */
    void skipped(int frames, int epochs) {
        trainings++;
        images += (double) frames * epochs;
        show(images);
    }

    void starts(int frames, int epochs) {
        imagesOfRun = (double) frames * epochs;
    }

    void batchDone(BatchProgress batch) {
        show(images + imagesOfRun * (batch.epoch() - 1 + (double) batch.batch() / batch.batches()) / batch.epochs());
    }

    void finished(TrainingRecord record) {
        trainings++;
        images += imagesOfRun;
        imagesOfRun = 0;
        out.printf(
                Locale.ROOT,
                "%s: mAP50 %.3f, mAP50-95 %.3f in %.0f s; %d of %d trainings%n",
                doing,
                record.metrics().map50(),
                record.metrics().map50To95(),
                record.seconds(),
                trainings,
                trainingsPlanned);
        out.flush();
        show(images);
    }

    /** Prints how many images of the pool have neither a label nor a pseudo-label after a round. */
    void remaining(int images) {
        out.println(doing + ": Remaining unlabelled images: " + images);
        out.flush();
    }

    private void show(double done) {
        if (display != null) {
            display.stepTo(Math.round(done), doing);
        }
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
            display = null;
        }
    }
}
