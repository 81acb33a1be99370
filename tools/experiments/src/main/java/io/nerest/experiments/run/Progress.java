package io.nerest.experiments.run;

import io.nerest.training.run.BatchProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells how far an experiment is, and how long it will take; a line for each training. */
public final class Progress {
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private int trainings;
    private int trainingsPlanned;
    private double pictures;
    private double picturesPlanned;
    private double picturesTrained;
    private double underWay;
    private double ofRun;
    private String doing = "";

    /**
     * Tells a writer.
     *
     * @param terminal whether a line may be written over
     */
    public Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** How much there is to do: trainings, and pictures of all their epochs. */
    void planned(int count, double ofPictures) {
        trainingsPlanned = count;
        picturesPlanned = ofPictures;
    }

    void note(String line) {
        out.println(line);
    }

    void doing(String what) {
        doing = what;
    }

    /** A training that was there already. */
    void skipped(int frames, int epochs) {
        trainings++;
        pictures += (double) frames * epochs;
    }

    void starts(int frames, int epochs) {
        ofRun = (double) frames * epochs;
        underWay = 0;
    }

    void batchDone(BatchProgress batch) {
        underWay = ofRun * (batch.epoch() - 1 + (double) batch.batch() / batch.batches()) / batch.epochs();
        if (terminal) {
            out.printf(
                    Locale.ROOT,
                    "\r%s: epoch %d of %d, %s left   ",
                    doing,
                    batch.epoch(),
                    batch.epochs(),
                    time(left()));
            out.flush();
        }
    }

    void finished(TrainingRecord record) {
        trainings++;
        pictures += ofRun;
        picturesTrained += ofRun;
        underWay = 0;
        out.printf(
                Locale.ROOT,
                "%s%s: mAP50 %.3f, mAP50-95 %.3f in %.0f s; %d of %d trainings, about %s left%n",
                terminal ? "\r" : "",
                doing,
                record.metrics().map50(),
                record.metrics().map50To95(),
                record.seconds(),
                trainings,
                trainingsPlanned,
                time(left()));
        out.flush();
    }

    /** Seconds left, if the rest goes at the pace so far, choices included. */
    private double left() {
        double seconds = (System.nanoTime() - began) / NANOS;
        double done = picturesTrained + underWay;
        return done > 0 ? Math.max(0, picturesPlanned - pictures - underWay) * seconds / done : 0;
    }

    private static String time(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart())
                : duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
