package io.nerest.ingest.bucket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.JsonFieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A store's notification that an object was created, in the format of MinIO, RustFS and Ceph. MinIO and RustFS encode the
 * key as in a URL, Ceph sends it as it is, and a key such as {@code a+b.jpg} does not show which of the two it is.
 *
 * @param keys the keys that the notification may mean, the decoded one first
 */
public record BucketNotification(String bucket, List<String> keys) {
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
                created.add(new BucketNotification(bucket, possibleKeys(key)));
            }
        }
        return created;
    }

    private static JsonNode readTree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a bucket notification: " + JsonFieldError.describe(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> possibleKeys(String key) {
        try {
            String decoded = URLDecoder.decode(key, StandardCharsets.UTF_8);
            return decoded.equals(key) ? List.of(key) : List.of(decoded, key);
        } catch (IllegalArgumentException e) {
            return List.of(key);
        }
    }
}
