package io.nerest.selector.engine;

import io.nerest.contracts.ObjectRef;

/** Where snapshots are put. */
public interface SnapshotStore {

    /** Stores bytes under a key; the same key and bytes may be stored twice. */
    ObjectRef put(String key, byte[] json);
}
