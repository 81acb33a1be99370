package io.nerest.trainer.run;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.run.StoredRun.StoredFile;
import io.nerest.training.run.RunFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Runs in the object store after their last epochs, from which any pod resumes them. Each epoch of each attempt has keys of its
 * own, so that a pod that lost its lease overwrites nothing.
 */
@ApplicationScoped
public class StoredRuns {
    private static final Logger LOG = Logger.getLogger(StoredRuns.class);
    private static final String ROOT = "trainings/";
    private static final String MANIFEST = "/run.json";
    private static final String BINARY = "application/octet-stream";
    private static final String SIGNED_AS = "nerest stored run 1";
    /** An epoch has so many digits that keys have the order of the epochs. */
    private static final String EPOCH = "%09d";

    private final ObjectStore store;
    private final WorkFolder work;
    private final Signatures signatures;

    StoredRuns(ObjectStore store, WorkFolder work, Signatures signatures) {
        this.store = store;
        this.work = work;
        this.signatures = signatures;
    }

    /** A stored run that cannot be used. */
    private static final class UnusableRunException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableRunException(String reason) {
            super(reason);
        }
    }

    /**
     * Stores a run, then deletes what is stored of its earlier epochs.
     *
     * @param epoch that was finished last, from 1
     * @param run files that nothing changes meanwhile
     */
    void store(TrainingRequested request, int attempt, int epoch, RunFolder run) throws IOException {
        String root = root(request.trainingId());
        String folder = root + EPOCH.formatted(epoch) + "-" + attempt;
        List<StoredFile> files = new ArrayList<>();
        for (Path file : run.filesToResume()) {
            String name = file.toString();
            Path path = run.path().resolve(file);
            files.add(new StoredFile(name, store.put(folder + "/" + name, path, BINARY), Sha256.of(path)));
        }
        StoredRun stored = new StoredRun(request.trainingId(), request.snapshotSha256(), epoch, files, "");
        StoredRun signed = stored.withSignature(signatures.sign(SIGNED_AS, stored.signedText()));
        store.put(folder + MANIFEST, EventJson.write(signed), "application/json");
        remove(root, root + EPOCH.formatted(epoch));
    }

    /**
     * Replaces a run's local folder by the newest stored run, if that is newer.
     *
     * @throws io.nerest.service.objects.ObjectStoreException if the object store is unavailable
     */
    void restore(TrainingRequested request) throws IOException {
        RunFolder run = new RunFolder(work.run(request.trainingId()));
        int local = localEpochs(run);
        for (ObjectRef manifest : manifests(request.trainingId())) {
            try {
                StoredRun stored = read(manifest, request);
                if (stored.epoch() > local) {
                    fetch(stored, run);
                    LOG.infof("training %s: fetched its run after epoch %d", request.trainingId(), stored.epoch());
                }
                return;
            } catch (UnusableRunException | MissingObjectException | InvalidEventException e) {
                LOG.warnf("training %s: %s is not used: %s", request.trainingId(), manifest.key(), e.getMessage());
            }
        }
    }

    private static int localEpochs(RunFolder run) {
        try {
            return run.resumableEpochs();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("the local run %s cannot be resumed: %s", run.path(), e.getMessage());
            return 0;
        }
    }

    /** The newest first. */
    private List<ObjectRef> manifests(UUID id) {
        List<ObjectRef> found = new ArrayList<>();
        try (Stream<ObjectStore.Stored> objects = store.list(root(id))) {
            objects.map(ObjectStore.Stored::ref)
                    .filter(object -> object.key().endsWith(MANIFEST))
                    .forEach(found::add);
        }
        Collections.reverse(found);
        return found;
    }

    private StoredRun read(ObjectRef manifest, TrainingRequested request) throws UnusableRunException {
        StoredRun stored = EventJson.read(store.get(manifest).bytes(), StoredRun.class);
        if (!signatures.sign(SIGNED_AS, stored.signedText()).equals(stored.signature())) {
            throw new UnusableRunException("this trainer's key did not sign it");
        }
        if (!stored.trainingId().equals(request.trainingId())
                || !stored.snapshotSha256().equals(request.snapshotSha256())) {
            throw new UnusableRunException("it belongs to another training or data set");
        }
        return stored;
    }

    private void fetch(StoredRun stored, RunFolder run) throws IOException, UnusableRunException {
        Path fetched = work.fetchedRun(stored.trainingId());
        work.remove(fetched);
        try {
            for (StoredFile file : stored.files()) {
                if (!RunFolder.isToResume(file.name())) {
                    throw new UnusableRunException("'" + file.name() + "' is no file of a run");
                }
                Path path = fetched.resolve(file.name());
                Files.createDirectories(path.getParent());
                store.download(file.object(), path);
                if (!Sha256.of(path).equals(file.sha256())) {
                    throw new UnusableRunException(file.name() + " has another SHA-256");
                }
            }
            work.remove(run.path());
            Files.move(fetched, run.path());
        } finally {
            work.remove(fetched);
        }
    }

    /** Returns the trainings of which a run is stored. */
    public Set<UUID> trainings() {
        try (Stream<ObjectStore.Stored> objects = store.list(ROOT)) {
            return objects.flatMap(object ->
                            work
                                    .trainingOf(object.ref()
                                            .key()
                                            .substring(ROOT.length())
                                            .split("/", 2)[0])
                                    .stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Deletes all that is stored of a run. */
    public void remove(UUID id) {
        remove(root(id), "");
    }

    /**
     * Deletes objects of a prefix.
     *
     * @param before the first key that is kept; empty if none is kept
     */
    private void remove(String prefix, String before) {
        List<String> keys;
        try (Stream<ObjectStore.Stored> objects = store.list(prefix)) {
            keys = objects.map(object -> object.ref().key())
                    .filter(key -> before.isEmpty() || key.compareTo(before) < 0)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        // A manifest goes before its files.
        keys.sort((a, b) -> Boolean.compare(b.endsWith(MANIFEST), a.endsWith(MANIFEST)));
        keys.forEach(store::remove);
    }

    private static String root(UUID id) {
        return ROOT + id + "/";
    }
}
