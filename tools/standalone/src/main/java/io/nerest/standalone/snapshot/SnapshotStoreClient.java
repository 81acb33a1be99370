package io.nerest.standalone.snapshot;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Snapshot;
import io.nerest.standalone.stack.StoreAddress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The snapshots and images in the object store of a stack. */
final class SnapshotStoreClient {
    private final MinioClient store;
    private final String bucket;

    SnapshotStoreClient(StoreAddress address) {
        this.bucket = address.bucket();
        this.store = MinioClient.builder()
                .endpoint(address.url().toString())
                .credentials(
                        address.credentials().accessKey(), address.credentials().secretKey())
                .build();
    }

    /** Returns the keys of all snapshots, sorted. */
    List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        try {
            for (Result<Item> item : store.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix("snapshots/")
                    .recursive(true)
                    .build())) {
                keys.add(item.get().objectName());
            }
        } catch (MinioException e) {
            throw new IOException("the snapshots cannot be listed", e);
        }
        keys.sort(String::compareTo);
        return keys;
    }

    Snapshot snapshot(String key) throws IOException {
        return EventJson.read(bytes(key), Snapshot.class);
    }

    byte[] image(FrameRef frame) throws IOException {
        return bytes(frame.image().key());
    }

    private byte[] bytes(String key) throws IOException {
        try (InputStream in = store.getObject(
                GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return in.readAllBytes();
        } catch (MinioException e) {
            throw new IOException(key + " cannot be read from the object store", e);
        }
    }
}
