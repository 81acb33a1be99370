package io.nerest.selector.engine;

import io.nerest.contracts.ObjectRef;
import io.nerest.service.objects.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Stores snapshots in the object store. */
@ApplicationScoped
public class ObjectSnapshotStore implements SnapshotStore {

    private final ObjectStore objects;

    public ObjectSnapshotStore(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public ObjectRef put(String key, byte[] json) {
        return objects.put(key, json, "application/json");
    }
}
