package io.nerest.ingest.object;

import io.nerest.contracts.ObjectRef;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * Identifies one version of an object in the store.
 *
 * @param etag changes with the object's content
 */
@Embeddable
public record SeenObjectId(
        String bucket, @Column(name = "object_key") String objectKey, String etag) {

    public static SeenObjectId of(ObjectRef object) {
        return new SeenObjectId(object.bucket(), object.key(), object.etag());
    }
}
