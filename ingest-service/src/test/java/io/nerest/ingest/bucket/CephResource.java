package io.nerest.ingest.bucket;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shared platform with a Ceph gateway as object store. */
public final class CephResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable CephGateway gateway;

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(new PlatformResource().start());
        try {
            Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
            CephGateway started = CephGateway.start(Files.createTempDirectory(target, "ceph-"));
            gateway = started;
            configuration.put("nerest.s3.endpoint", started.endpoint().toString());
        } catch (IOException e) {
            throw new IllegalStateException("the gateway did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        configuration.put("nerest.s3.access-key", CephGateway.ACCESS_KEY);
        configuration.put("nerest.s3.secret-key", CephGateway.SECRET_KEY);
        return configuration;
    }

    @Override
    public void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }
}
