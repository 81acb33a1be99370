package io.nerest.contracts;

/**
 * Reference to an object in the store with one version of its content.
 *
 * @param bucket bucket name
 * @param key object key, not escaped
 * @param etag entity tag of the content, without quotes
 * @param size size in bytes
 */
public record ObjectRef(String bucket, String key, String etag, long size) {
    public ObjectRef {
        Require.text(bucket, "bucket");
        Require.text(key, "key");
        Require.text(etag, "etag");
        Require.atLeast(size, 0, "size");
    }
}
