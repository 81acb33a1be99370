package io.nerest.ingest.frame;

import java.net.URI;
import java.time.Instant;

/**
 * The right to write one image to the object store.
 *
 * @param key of the object; the confirmation names it
 * @param url to which the image's bytes are sent by PUT
 * @param expiresAt when the URL becomes invalid
 * @param maxBytes longest image that the confirmation accepts
 */
public record UploadTicket(String key, URI url, Instant expiresAt, long maxBytes) {}
