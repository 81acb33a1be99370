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
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReport;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
    Dataset fetchValidation(Snapshot snapshot) throws IOException, InterruptedException {
        Snapshot validation = new Snapshot(
                snapshot.campaignId(),
                snapshot.round(),
                snapshot.classNames(),
                List.of(),
                snapshot.validation(),
                snapshot.takenAt());
        return fetch(validation, work.promotionFrames(), NoJob.INSTANCE);
    }

    /**
     * Fetches the frames that are not local yet, and returns the snapshot as a data set.
     *
     * @param monitor checked before each frame
     * @throws IllegalArgumentException if a frame is missing from the object store
     */
    Dataset fetch(Snapshot snapshot, RunMonitor monitor) throws IOException, InterruptedException {
        return fetch(snapshot, work.frames(), monitor);
    }

    private Dataset fetch(Snapshot snapshot, Path folder, RunMonitor monitor) throws IOException, InterruptedException {
        Set<String> wanted = new HashSet<>();
        List<DatasetItem> train = items(snapshot.train(), folder, wanted, monitor);
        List<DatasetItem> validation = items(snapshot.validation(), folder, wanted, monitor);
        removeOthers(folder, wanted);
        DatasetReport report = new DatasetReport(
                "snapshot of round " + snapshot.round(),
                List.of(),
                Map.of("train", split(snapshot, train), "val", split(snapshot, validation)),
                Map.of());
        return new Dataset(snapshot.classNames(), train, validation, report);
    }

    private List<DatasetItem> items(List<SnapshotFrame> frames, Path folder, Set<String> wanted, RunMonitor monitor)
            throws IOException, InterruptedException {
        List<DatasetItem> items = new ArrayList<>();
        for (SnapshotFrame frame : frames) {
            monitor.check();
            ObjectRef image = frame.frame().image();
            String name =
                    frame.frame().frameId() + "-" + Sha256.of(image.etag()).substring(0, 12);
            wanted.add(name);
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) != image.size()) {
                download(frame, file);
            }
            items.add(new DatasetItem(
                    file,
                    frame.boxes(),
                    frame.ignored(),
                    frame.frame().streamId(),
                    frame.frame().width(),
                    frame.frame().height()));
        }
        return items;
    }

    private void download(SnapshotFrame frame, Path file) throws IOException {
        try {
            store.download(frame.frame().image(), file);
        } catch (MissingObjectException e) {
            throw new IllegalArgumentException(
                    "frame " + frame.frame().frameId() + " of the snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    private static void removeOthers(Path folder, Set<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!wanted.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
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
