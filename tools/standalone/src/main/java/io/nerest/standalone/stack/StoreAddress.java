package io.nerest.standalone.stack;

import java.net.URI;

/**
 * The object store of an installation.
 *
 * @param url of the S3 service
 * @param bucket of frames, snapshots and models
 */
public record StoreAddress(URI url, StoreCredentials credentials, String bucket) {}
