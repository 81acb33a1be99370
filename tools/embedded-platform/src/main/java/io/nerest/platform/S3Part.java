package io.nerest.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.options.CreateContainerOptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server that stores buckets as directories and objects as files. */
final class S3Part implements Part {
    /** A request body with a signed checksum is buffered in memory; the limit fits a small heap. */
    private static final long MAX_BODY_IN_MEMORY = 64L << 20;

    private static final int THREADS = 24;

    private final BlobStore store;
    private final S3Proxy server;
    private final List<String> buckets;
    private final CountDownLatch ended = new CountDownLatch(1);

    S3Part(Path dataDir, int port, String accessKey, String secretKey, List<String> buckets) {
        this.store = new FilesystemNio2BlobStore(dataDir.toString());
        this.server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://localhost:" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(MAX_BODY_IN_MEMORY)
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .build();
        this.buckets = buckets;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public int start() throws Exception {
        for (String bucket : buckets) {
            if (!store.containerExists(bucket)) {
                store.createContainer(bucket, CreateContainerOptions.NONE);
            }
        }
        server.start();
        return server.getPort();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void stop() throws Exception {
        try {
            server.stop();
        } finally {
            ended.countDown();
        }
    }
}
