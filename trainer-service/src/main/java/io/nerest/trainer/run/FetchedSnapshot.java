package io.nerest.trainer.run;

import io.nerest.contracts.Snapshot;
import io.nerest.training.dataset.Dataset;
import java.util.List;

/**
 * A snapshot whose frames are local files.
 *
 * @param snapshot the snapshot without the frames that cannot be used
 * @param dataset its frames
 * @param notes which frames were left out, and why; empty if none was
 */
record FetchedSnapshot(Snapshot snapshot, Dataset dataset, List<String> notes) {
    FetchedSnapshot {
        notes = List.copyOf(notes);
    }
}
