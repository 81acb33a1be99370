package io.nerest.service.objects;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.nerest.contracts.ObjectRef;
import io.nerest.system.NoDelaySocketFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jboss.logging.Logger;

/** Reads and writes the S3 bucket of frames, snapshots and models. Thread-safe. */
@ApplicationScoped
public class ObjectStore {
    private static final Logger LOG = Logger.getLogger(ObjectStore.class);
    /** Largest object that is read into memory. */
    private static final long MAX_BYTES_IN_MEMORY = 256L << 20;

    private static final long MULTIPART_BYTES = 16L << 20;

    private static final int CONFLICT = 409;
    /** S3's limit. */
    private static final int MAX_KEY_BYTES = 1024;

    private static final int MAX_SHOWN = 100;

    private final MinioClient client;
    /** Computes URLs for clients; sends nothing. */
    private final MinioClient publicClient;

    private final StoreRequests requests;
    private final long longestObject;
    private final String bucket;
    private volatile boolean bucketKnown;

    public ObjectStore(ObjectStoreConfig config) {
        this.bucket = config.bucket();
        this.requests = new StoreRequests(config.attempts(), config.firstPause());
        this.longestObject = config.longestObject();
        this.client = client(config, config.endpoint());
        this.publicClient =
                config.publicEndpoint().map(address -> client(config, address)).orElse(client);
    }

    private static MinioClient client(ObjectStoreConfig config, URI endpoint) {
        return MinioClient.builder()
                .endpoint(endpoint.toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(http(config.timeout()), true)
                .build();
    }

    private static OkHttpClient http(Duration timeout) {
        return new OkHttpClient.Builder()
                .socketFactory(new NoDelaySocketFactory())
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
    }

    /** Content and media type of an object. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Content(byte[] bytes, String contentType) {}

    /** Reference and modification time of an object. */
    public record Stored(ObjectRef ref, Instant lastModified) {}

    public String bucket() {
        return bucket;
    }

    /** Writes an object from memory; replaces an existing object of the key. */
    public ObjectRef put(String key, byte[] bytes, String contentType) {
        return requests.run(
                "write " + key, () -> write(key, new ByteArrayInputStream(bytes), bytes.length, contentType));
    }

    /** Writes an object from a file; replaces an existing object of the key. The file is not read into memory. */
    public ObjectRef put(String key, Path file, String contentType) throws IOException {
        long size = Files.size(file);
        return requests.run("write " + key, () -> {
            ensureBucket();
            ObjectWriteResponse written = client.uploadObject(UploadObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .filename(file.toString(), MULTIPART_BYTES)
                    .contentType(contentType)
                    .build());
            return new ObjectRef(bucket, key, unquoted(written.etag()), size);
        });
    }

    private ObjectRef write(String key, InputStream bytes, long size, String contentType) throws MinioException {
        ensureBucket();
        ObjectWriteResponse written = client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                        bytes, size, size > MULTIPART_BYTES ? MULTIPART_BYTES : -1L)
                .contentType(contentType)
                .build());
        return new ObjectRef(bucket, key, unquoted(written.etag()), size);
    }

    /**
     * Reads an object into memory.
     *
     * @throws MissingObjectException if it does not exist, its content has changed, or it exceeds 256 MiB
     * @throws ObjectStoreException if the store is unavailable
     */
    public Content get(ObjectRef ref) {
        if (ref.size() > MAX_BYTES_IN_MEMORY) {
            throw new MissingObjectException(ref.key() + " has " + ref.size() + " bytes; at most " + MAX_BYTES_IN_MEMORY
                    + " are read into memory");
        }
        return requests.run("read " + ref.key(), () -> {
            try (GetObjectResponse response = open(ref)) {
                byte[] bytes = response.readNBytes(Math.toIntExact(ref.size()) + 1);
                requireSize(ref, bytes.length);
                String type = response.headers().get("Content-Type");
                return new Content(bytes, type == null ? "application/octet-stream" : type);
            }
        });
    }

    /**
     * Downloads an object to a file. The file appears only when it is complete.
     *
     * @throws MissingObjectException if it does not exist, its content has changed, or it exceeds the configured size
     * @throws ObjectStoreException if the store is unavailable
     */
    public void download(ObjectRef ref, Path file) throws IOException {
        if (ref.size() > longestObject) {
            throw new MissingObjectException(ref.key() + " has " + ref.size() + " bytes; at most " + longestObject
                    + " are downloaded (nerest.s3.longest-object)");
        }
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        try {
            requests.run("read " + ref.key(), () -> {
                try (GetObjectResponse response = open(ref);
                        OutputStream out = Files.newOutputStream(draft)) {
                    requireSize(ref, copy(response, out, ref.size()));
                    return draft;
                }
            });
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Copies until more bytes than announced have arrived, at most one buffer more. */
    private static long copy(InputStream from, OutputStream to, long announced) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read = from.read(buffer); read >= 0 && total <= announced; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            total += read;
        }
        return total;
    }

    /**
     * Opens a part of an object for reading. The caller closes the stream.
     *
     * @param offset of the first byte, from 0
     * @param length in bytes, at least 1
     * @throws MissingObjectException if the object does not exist, or its content has changed
     * @throws ObjectStoreException if the store is unavailable
     */
    public InputStream read(ObjectRef ref, long offset, long length) {
        return requests.run(
                "read " + ref.key(),
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(ref.bucket())
                        .object(ref.key())
                        .matchETag(ref.etag())
                        .offset(offset)
                        .length(length)
                        .build()));
    }

    /** References come from events, so they can name anything: another bucket, or what no object can be called. */
    private GetObjectResponse open(ObjectRef ref) throws MinioException {
        if (!ref.bucket().equals(bucket)) {
            throw new MissingObjectException(
                    "objects are read from bucket '" + bucket + "', not from '" + ref.bucket() + "'");
        }
        GetObjectArgs request;
        try {
            request = GetObjectArgs.builder()
                    .bucket(bucket)
                    .object(ref.key())
                    .matchETag(ref.etag())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new MissingObjectException("no object can have the key '" + ref.key() + "' or the entity tag '"
                    + ref.etag() + "': " + e.getMessage());
        }
        if (!isHeaderText(ref.etag()) || ref.key().getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new MissingObjectException("no object can have the entity tag or the key of " + brief(ref.key()));
        }
        return client.getObject(request);
    }

    /** An entity tag is sent in a header. */
    private static boolean isHeaderText(String text) {
        return text.chars().allMatch(letter -> letter > ' ' && letter < 127);
    }

    private static String brief(String key) {
        return key.length() <= MAX_SHOWN ? key : key.substring(0, MAX_SHOWN) + "...";
    }

    private static void requireSize(ObjectRef ref, long size) {
        if (size != ref.size()) {
            throw new MissingObjectException(ref.key() + " must have " + ref.size() + " bytes, but has "
                    + (size > ref.size() ? "more" : String.valueOf(size)));
        }
    }

    /** Returns the current object of a key, or empty if it does not exist. */
    public Optional<Stored> stat(String key) {
        try {
            return Optional.of(requests.run("read the attributes of " + key, () -> {
                StatObjectResponse stat = client.statObject(
                        StatObjectArgs.builder().bucket(bucket).object(key).build());
                return new Stored(
                        new ObjectRef(bucket, key, unquoted(stat.etag()), stat.size()),
                        stat.lastModified().toInstant());
            }));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    /** Lists objects by key prefix, sorted by key. Pages are requested as the stream is consumed. */
    public Stream<Stored> list(String prefix) {
        return list(prefix, "");
    }

    /**
     * Lists objects by key prefix, sorted by key, without those up to a key. Pages are requested as the stream is consumed.
     *
     * @param after the objects after this key are listed; empty for all
     */
    public Stream<Stored> list(String prefix, String after) {
        requests.run("reach the bucket " + bucket, () -> {
            ensureBucket();
            return bucket;
        });
        ListObjectsArgs.Builder wanted =
                ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true);
        if (!after.isEmpty()) {
            wanted.startAfter(after);
        }
        Iterable<Result<Item>> results = client.listObjects(wanted.build());
        return StreamSupport.stream(results.spliterator(), false)
                .map(this::item)
                .filter(item -> !item.isDir())
                .map(item -> new Stored(
                        new ObjectRef(bucket, item.objectName(), unquoted(item.etag()), item.size()),
                        item.lastModified().toInstant()));
    }

    private Item item(Result<Item> result) {
        try {
            return result.get();
        } catch (MinioException e) {
            throw new ObjectStoreException("cannot list " + bucket + ": " + e.getMessage(), e);
        }
    }

    /** Deletes an object if it still has an entity tag. One that was overwritten stays. */
    public void remove(String key, String etag) {
        if (stat(key).filter(stored -> stored.ref().etag().equals(etag)).isPresent()) {
            remove(key);
        }
    }

    /** Deletes an object; does nothing if it does not exist. */
    public void remove(String key) {
        requests.run("remove " + key, () -> {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return key;
        });
    }

    /**
     * Returns a URL by which anyone can read one object without credentials for a limited time, at the public endpoint if
     * there is one.
     *
     * @param validity at most seven days
     */
    public URI presignedGet(String key, Duration validity) {
        return presigned(Http.Method.GET, key, validity);
    }

    /**
     * Returns a URL by which anyone can write one object without credentials for a limited time, at the public endpoint if
     * there is one.
     *
     * @param validity at most seven days
     */
    public URI presignedPut(String key, Duration validity) {
        return presigned(Http.Method.PUT, key, validity);
    }

    private URI presigned(Http.Method method, String key, Duration validity) {
        return requests.run("presign a URL of " + key, () -> {
            ensureBucket();
            return URI.create(publicClient.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(method)
                    .bucket(bucket)
                    .object(key)
                    .expiry(Math.toIntExact(validity.toSeconds()), TimeUnit.SECONDS)
                    .build()));
        });
    }

    private void ensureBucket() throws MinioException {
        if (bucketKnown) {
            return;
        }
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            try {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                LOG.infof("created the bucket %s", bucket);
            } catch (ErrorResponseException e) {
                if (e.response().code() != CONFLICT) {
                    throw e;
                }
                // Another pod created it between the two calls.
            }
        }
        bucketKnown = true;
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
