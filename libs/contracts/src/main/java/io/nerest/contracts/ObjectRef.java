package io.nerest.contracts;

/**
 * An object in the store, at one version of its content.
 *
 * @param bucket bucket name
 * @param key object key, not escaped
 * @param etag what the store calls this content, without quotes
 * @param size bytes
 */
public record ObjectRef(String bucket, String key, String etag, long size) {
    public ObjectRef {
        Require.text(bucket, "bucket");
        Require.text(key, "key");
        Require.text(etag, "etag");
        Require.atLeast(size, 0, "size");
    }
}
