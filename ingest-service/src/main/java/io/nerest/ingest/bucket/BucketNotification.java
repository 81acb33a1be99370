package io.nerest.ingest.bucket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A store's notification that an object was created, in the format of MinIO, RustFS and Ceph. Keys inside
 * {@code Records} are URL-encoded.
 *
 * @param key object key, decoded
 */
public record BucketNotification(String bucket, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Parses a notification. One message may describe several objects; removed objects are left out.
     *
     * @throws IllegalArgumentException if the message is not a notification; the message names the missing part
     */
    public static List<BucketNotification> parse(byte[] value) {
        JsonNode records = readTree(value).path("Records");
        if (!records.isArray() || records.isEmpty()) {
            throw new IllegalArgumentException("not a bucket notification: 'Records' is missing or empty");
        }
        List<BucketNotification> created = new ArrayList<>();
        for (JsonNode record : records) {
            String bucket = record.at("/s3/bucket/name").asText("");
            String key = record.at("/s3/object/key").asText("");
            if (bucket.isEmpty() || key.isEmpty()) {
                throw new IllegalArgumentException(
                        "not a bucket notification: a record lacks 's3.bucket.name' or 's3.object.key'");
            }
            if (record.path("eventName").asText("").contains("ObjectCreated")) {
                created.add(new BucketNotification(bucket, decode(key)));
            }
        }
        return created;
    }

    private static JsonNode readTree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key '" + key + "' is not URL-encoded: " + e.getMessage(), e);
        }
    }
}
