package io.nerest.selector.engine;

import io.nerest.contracts.ObjectRef;

/** The store of snapshots. */
public interface SnapshotStore {

    /** Stores bytes under a key. Storing the same bytes under the same key again changes nothing. */
    ObjectRef put(String key, byte[] json);
}
