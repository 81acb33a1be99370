package io.nerest.trainer.run;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import java.util.List;
import java.util.UUID;

/**
 * A run after an epoch, in the object store. It is written after its files, so that it never names files that are not there.
 *
 * @param trainingId of the training
 * @param snapshotSha256 of the snapshot that it trains on
 * @param epoch that was finished last, from 1
 * @param files all that the run can be resumed with
 * @param signature of the trainer on the other fields
 */
record StoredRun(UUID trainingId, String snapshotSha256, int epoch, List<StoredFile> files, String signature) {
    StoredRun {
        files = List.copyOf(files);
    }

    /**
     * A file of the run's folder.
     *
     * @param name relative to the folder
     */
    record StoredFile(String name, ObjectRef object, String sha256) {}

    /** What the trainer signs. */
    byte[] signedText() {
        return EventJson.write(withSignature(""));
    }

    StoredRun withSignature(String text) {
        return new StoredRun(trainingId, snapshotSha256, epoch, files, text);
    }
}
