package io.nerest.trainer.run;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReport;
import io.nerest.vision.box.IgnoreRegion;
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
 * Brings a snapshot's pictures onto this machine. They are kept between jobs, since rounds share most of them; what the
 * newest snapshot does not hold is removed, so that the folder never holds more than one snapshot.
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
     * Reads the snapshot that a request names.
     *
     * @throws IllegalArgumentException where its content is not the one requested, or it has nothing to train on
     */
    Snapshot read(TrainingRequested request) {
        Snapshot snapshot = read(request.snapshot(), request.snapshotSha256());
        if (snapshot.train().isEmpty() || snapshot.validation().isEmpty()) {
            throw new IllegalArgumentException(
                    "the snapshot has " + snapshot.train().size() + " frames to train on and "
                            + snapshot.validation().size() + " to validate on; both need at least one");
        }
        return snapshot;
    }

    /**
     * Reads a snapshot.
     *
     * @throws IllegalArgumentException where its content is not the one named
     */
    Snapshot read(ObjectRef stored, String named) {
        byte[] json = store.get(stored).bytes();
        String sha256 = Sha256.of(json);
        if (!sha256.equals(named)) {
            throw new IllegalArgumentException(
                    "the snapshot " + stored.key() + " has SHA-256 " + sha256 + ", but " + named + " was requested");
        }
        return EventJson.read(json, Snapshot.class);
    }

    /** Fetches a snapshot's validation frames alone, beside those that a training works on. */
    Dataset fetchValidation(Snapshot snapshot) throws IOException {
        return fetch(
                new Snapshot(
                        snapshot.campaignId(),
                        snapshot.round(),
                        snapshot.classNames(),
                        List.of(),
                        snapshot.validation(),
                        snapshot.takenAt()),
                work.promotionFrames());
    }

    /** Fetches what is missing and gives the snapshot as the trainer takes it. */
    Dataset fetch(Snapshot snapshot) throws IOException {
        return fetch(snapshot, work.frames());
    }

    private Dataset fetch(Snapshot snapshot, Path folder) throws IOException {
        Set<String> wanted = new HashSet<>();
        List<DatasetItem> train = items(snapshot.train(), folder, wanted);
        List<DatasetItem> validation = items(snapshot.validation(), folder, wanted);
        removeOthers(folder, wanted);
        DatasetReport report = new DatasetReport(
                "snapshot of round " + snapshot.round(),
                List.of(),
                Map.of("train", split(snapshot, train), "val", split(snapshot, validation)),
                Map.of());
        return new Dataset(snapshot.classNames(), train, validation, report);
    }

    private List<DatasetItem> items(List<SnapshotFrame> frames, Path folder, Set<String> wanted) throws IOException {
        List<DatasetItem> items = new ArrayList<>();
        for (SnapshotFrame frame : frames) {
            ObjectRef image = frame.frame().image();
            String name =
                    frame.frame().frameId() + "-" + Sha256.of(image.etag()).substring(0, 12);
            wanted.add(name);
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) != image.size()) {
                store.download(image, file);
            }
            List<LabelledBox> labels = frame.boxes().stream()
                    .map(box -> new LabelledBox(
                            box.classId(), (float) box.cx(), (float) box.cy(), (float) box.w(), (float) box.h()))
                    .toList();
            List<IgnoreRegion> ignored = frame.ignored().stream()
                    .map(region -> new IgnoreRegion(
                            (float) region.cx(), (float) region.cy(), (float) region.w(), (float) region.h()))
                    .toList();
            items.add(new DatasetItem(
                    file,
                    labels,
                    ignored,
                    frame.frame().streamId(),
                    frame.frame().width(),
                    frame.frame().height()));
        }
        return items;
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
