package io.nerest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Starts the platform for a Quarkus test: {@code @QuarkusTestResource(PlatformResource.class)}. All tests of a module share
 * one platform.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return SharedPlatform.get().configuration();
    }

    @Override
    public void stop() {}
}
