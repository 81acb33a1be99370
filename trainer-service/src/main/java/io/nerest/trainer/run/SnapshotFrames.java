package io.nerest.trainer.run;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.run.LocalFrames.LocalFrame;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReport;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches the frames of a snapshot into local files. They are kept between jobs, because rounds share most of them; files
 * that the newest snapshot does not contain are deleted, so that the folder holds one snapshot at most.
 */
@ApplicationScoped
public class SnapshotFrames {
    private final ObjectStore store;
    private final WorkFolder work;

    SnapshotFrames(ObjectStore store, WorkFolder work) {
        this.store = store;
        this.work = work;
    }

    /**
     * Reads the snapshot of a training request.
     *
     * @throws IllegalArgumentException if it is missing, is not the one requested, has no frames, or is inconsistent
     */
    Snapshot readForTraining(TrainingRequested request) {
        Snapshot snapshot = read(request.snapshot(), request.snapshotSha256());
        if (snapshot.train().isEmpty() || snapshot.validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "the snapshot has %d training and %d validation frames; at least one of each is required"
                            .formatted(
                                    snapshot.train().size(),
                                    snapshot.validation().size()));
        }
        return snapshot;
    }

    /**
     * Reads a snapshot.
     *
     * @param sha256 expected SHA-256 of the object
     * @throws IllegalArgumentException if it is missing, has other content, or is inconsistent
     */
    Snapshot read(ObjectRef object, String sha256) {
        byte[] json;
        try {
            json = store.get(object).bytes();
        } catch (MissingObjectException e) {
            throw new IllegalArgumentException("the snapshot cannot be read: " + e.getMessage(), e);
        }
        String actual = Sha256.of(json);
        if (!actual.equals(sha256)) {
            throw new IllegalArgumentException(
                    "the snapshot " + object.key() + " has SHA-256 " + actual + ", but " + sha256 + " was requested");
        }
        Snapshot snapshot = EventJson.read(json, Snapshot.class);
        requireKnownClasses(snapshot, snapshot.train());
        requireKnownClasses(snapshot, snapshot.validation());
        return snapshot;
    }

    private static void requireKnownClasses(Snapshot snapshot, List<SnapshotFrame> frames) {
        int classes = snapshot.classNames().size();
        for (SnapshotFrame frame : frames) {
            for (LabelledBox box : frame.boxes()) {
                if (box.classId() < 0 || box.classId() >= classes) {
                    throw new IllegalArgumentException(
                            "frame %s has a label of class %d, but the snapshot has %d classes"
                                    .formatted(frame.frame().frameId(), box.classId(), classes));
                }
            }
        }
    }

    /** Fetches only the validation frames, into a folder that trainings do not use. */
    FetchedSnapshot fetchValidation(Snapshot snapshot) throws IOException, InterruptedException {
        return fetch(snapshot.withFrames(List.of(), snapshot.validation()), work.promotionFrames(), NoJob.INSTANCE);
    }

    /**
     * Fetches the frames that are not local yet.
     *
     * @param monitor checked before each frame
     * @throws IllegalArgumentException if no training frame or no validation frame can be used
     */
    FetchedSnapshot fetch(Snapshot snapshot, RunMonitor monitor) throws IOException, InterruptedException {
        return fetch(snapshot, work.frames(), monitor);
    }

    private FetchedSnapshot fetch(Snapshot snapshot, Path folder, RunMonitor monitor)
            throws IOException, InterruptedException {
        LocalFrames local = new LocalFrames(store, folder);
        List<LocalFrame> train = local.fetch(snapshot.train(), "training frames", monitor);
        List<LocalFrame> validation = local.fetch(snapshot.validation(), "validation frames", monitor);
        local.removeOthers();
        if (validation.isEmpty() || (train.isEmpty() && !snapshot.train().isEmpty())) {
            throw new IllegalArgumentException("no frame is left to train or to validate on: " + local.notes());
        }
        Snapshot used = snapshot.withFrames(frames(train), frames(validation));
        DatasetReport report = new DatasetReport(
                "snapshot of round " + snapshot.round(),
                List.of(),
                Map.of("train", split(snapshot, items(train)), "val", split(snapshot, items(validation))),
                Map.of());
        return new FetchedSnapshot(
                used, new Dataset(snapshot.classNames(), items(train), items(validation), report), local.notes());
    }

    private static List<SnapshotFrame> frames(List<LocalFrame> local) {
        return local.stream().map(LocalFrame::frame).toList();
    }

    private static List<DatasetItem> items(List<LocalFrame> local) {
        return local.stream().map(LocalFrame::item).toList();
    }

    private static DatasetReport.Split split(Snapshot snapshot, List<DatasetItem> items) {
        Map<String, Integer> objects = new HashMap<>();
        int background = 0;
        for (DatasetItem item : items) {
            background += item.labels().isEmpty() ? 1 : 0;
            for (LabelledBox box : item.labels()) {
                objects.merge(snapshot.classNames().get(box.classId()), 1, Integer::sum);
            }
        }
        return new DatasetReport.Split(items.size(), background, objects);
    }
}
