package io.nerest.ingest.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One object that a store says was put into a bucket, as MinIO, RustFS and Ceph write it. Keys inside {@code Records} are
 * query-escaped.
 *
 * @param key object key, unescaped
 */
public record BucketNotification(String bucket, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a notification; one record may tell of several objects, and of some that were removed, which are left out.
     *
     * @throws IllegalArgumentException where it is none; the message says what is missing
     */
    public static List<BucketNotification> parse(byte[] value) {
        JsonNode root;
        try {
            root = JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        JsonNode records = root.path("Records");
        if (!records.isArray() || records.isEmpty()) {
            throw new IllegalArgumentException("no bucket notification: 'Records' is missing or empty");
        }
        List<BucketNotification> created = new ArrayList<>();
        for (JsonNode record : records) {
            String bucket = record.at("/s3/bucket/name").asText("");
            String key = record.at("/s3/object/key").asText("");
            if (bucket.isEmpty() || key.isEmpty()) {
                throw new IllegalArgumentException(
                        "no bucket notification: 's3.bucket.name' or 's3.object.key' is missing in a record");
            }
            if (record.path("eventName").asText("").contains("ObjectCreated")) {
                created.add(new BucketNotification(bucket, unescape(key)));
            }
        }
        return created;
    }

    private static String unescape(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key '" + key + "' is not query-escaped: " + e.getMessage(), e);
        }
    }
}
