package io.nerest.testing;

import io.nerest.testing.access.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts the platform for a Quarkus test: {@code @QuarkusTestResource(PlatformResource.class)}. All tests of a module share
 * one platform.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(SharedPlatform.get().configuration());
        configuration.putAll(TestTokens.configuration());
        return configuration;
    }

    @Override
    public void stop() {}
}
