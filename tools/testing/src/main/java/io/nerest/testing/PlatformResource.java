package io.nerest.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a Quarkus test the platform: {@code @QuarkusTestResource(PlatformResource.class)}. One platform serves all tests
 * of a module.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return SharedPlatform.get().configuration();
    }

    @Override
    public void stop() {}
}
