package io.nerest.standalone.setup;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.SetBucketNotificationArgs;
import io.minio.errors.MinioException;
import io.minio.messages.NotificationConfiguration;
import io.minio.messages.NotificationConfiguration.Filter;
import io.minio.messages.NotificationConfiguration.QueueConfiguration;
import io.minio.messages.NotificationConfiguration.TopicConfiguration;
import io.nerest.standalone.stack.StoreCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Creates the bucket and directs its notifications to Kafka. */
final class BucketSetup {
    /** Keys of frames that cameras write themselves; services write below other prefixes. */
    private static final String FRAMES = "frames/";

    private static final String ID = "nerest-frames";
    private static final List<String> CREATED = List.of("s3:ObjectCreated:*");

    private final URI endpoint;
    private final MinioClient store;
    private final String bucket;

    BucketSetup(URI endpoint, StoreCredentials credentials, String bucket) {
        this.endpoint = endpoint;
        this.store = MinioClient.builder()
                .endpoint(endpoint.toString())
                .credentials(credentials.accessKey(), credentials.secretKey())
                .build();
        this.bucket = bucket;
    }

    /**
     * Creates the bucket if it does not exist.
     *
     * @return whether it was created
     */
    boolean create() throws IOException {
        try {
            if (store.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                return false;
            }
            store.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            return true;
        } catch (MinioException | IllegalStateException e) {
            throw failure("cannot be created", e);
        }
    }

    /** Lets the store notify a topic of each new frame. This replaces all notifications of the bucket. */
    void notifyTo(String arn) throws IOException {
        try {
            store.setBucketNotification(SetBucketNotificationArgs.builder()
                    .bucket(bucket)
                    .config(configuration(arn))
                    .build());
        } catch (MinioException | IllegalStateException e) {
            throw failure("cannot send notifications to " + arn, e);
        }
    }

    /** MinIO and RustFS call the receiver a queue, Ceph a topic; the ARN tells which. */
    private static NotificationConfiguration configuration(String arn) {
        Filter frames = new Filter(FRAMES, null);
        return arn.contains(":sns:")
                ? new NotificationConfiguration(
                        null, null, List.of(new TopicConfiguration(arn, ID, CREATED, frames)), null)
                : new NotificationConfiguration(
                        null, List.of(new QueueConfiguration(arn, ID, CREATED, frames)), null, null);
    }

    /** The client reports an unreachable store by an IllegalStateException. */
    private IOException failure(String what, Exception e) {
        return new IOException("--s3=%s: the bucket %s %s: %s".formatted(endpoint, bucket, what, e.getMessage()), e);
    }
}
