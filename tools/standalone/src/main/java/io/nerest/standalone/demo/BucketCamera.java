package io.nerest.standalone.demo;

import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import io.nerest.contracts.Topics;
import io.nerest.standalone.stack.StackAddresses;
import io.nerest.system.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera that writes its images directly to the bucket. The embedded object store sends no notifications, so for it the
 * camera sends them in MinIO's format. Missing notifications are simulated; the reconciler must find those objects.
 */
final class BucketCamera implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BucketCamera.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int ATTEMPTS = 1200;
    /** A notification waits for the broker for this time. */
    private static final int NOTIFICATION_MILLIS = 30_000;

    private final String bucket;
    private final boolean storeNotifies;
    private final MinioClient store;
    private final KafkaProducer<String, String> notifications;

    /** @param storeNotifies whether the store sends notifications, so that the camera sends none */
    BucketCamera(StackAddresses stack, boolean storeNotifies) {
        this.bucket = stack.bucket();
        this.storeNotifies = storeNotifies;
        store = MinioClient.builder()
                .endpoint(stack.s3().toString())
                .credentials(
                        stack.credentials().accessKey(), stack.credentials().secretKey())
                .build();
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, NOTIFICATION_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, NOTIFICATION_MILLIS / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, NOTIFICATION_MILLIS);
        notifications = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /**
     * Writes one image and, if {@code notify} is set, sends its notification. A notification that the broker does not accept
     * within the producer's limit is lost: the image is in the bucket all the same.
     */
    Upload.InBucket send(String streamId, String name, byte[] image, boolean notify)
            throws IOException, InterruptedException {
        String key = "frames/" + streamId + "/" + name;
        ObjectWriteResponse written = put(key, image);
        boolean notified = notify;
        if (notify && !storeNotifies) {
            try {
                notifications
                        .send(new ProducerRecord<>(
                                Topics.BUCKET_NOTIFICATIONS,
                                bucket + "/" + key,
                                notification(key, written.etag(), image.length)))
                        .get();
            } catch (ExecutionException e) {
                LOG.warn("the notification of {} could not be sent: {}", key, String.valueOf(e.getCause()));
                notified = false;
            }
        }
        return new Upload.InBucket(name, streamId + "/" + Sha256.of(image), notified);
    }

    private ObjectWriteResponse put(String key, byte[] image) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                new ByteArrayInputStream(image), (long) image.length, -1L)
                        .contentType("image/jpeg")
                        .build());
            } catch (MinioException | RuntimeException e) {
                // The client reports a refused connection as a RuntimeException.
                if (attempt == ATTEMPTS) {
                    throw new IOException("the object store does not accept " + key, e);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private String notification(String key, String etag, int size) {
        String escaped = URLEncoder.encode(key, StandardCharsets.UTF_8);
        return """
                {"EventName":"s3:ObjectCreated:Put","Key":"%1$s/%2$s","Records":[{"eventVersion":"2.0",\
                "eventSource":"minio:s3","eventName":"s3:ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0",\
                "bucket":{"name":"%1$s"},"object":{"key":"%3$s","size":%4$d,"eTag":"%5$s",\
                "contentType":"image/jpeg"}}}]}""".formatted(bucket, key, escaped, size, etag.replace("\"", ""));
    }

    @Override
    public void close() {
        notifications.close();
    }
}
