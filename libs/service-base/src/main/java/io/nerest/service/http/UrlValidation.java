package io.nerest.service.http;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Leaves the validation of URLs to {@link RequestTarget}. The HTTP server would answer a malformed URL itself, without a
 * body. It reads this property when its classes are loaded, which is after the configuration is built.
 */
public final class UrlValidation implements SmallRyeConfigBuilderCustomizer {
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
