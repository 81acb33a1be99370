package io.nerest.service.http;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rejects JSON bodies that are too long, empty ones where the endpoint needs a body, and bodies of no particular type. */
@Provider
public class RequiredBody implements ReaderInterceptor {
    /** Read at the first request: providers are created before the configuration of the running service is known. */
    private final Instance<BodyConfig> config;

    RequiredBody(Instance<BodyConfig> config) {
        this.config = config;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (isRange(context.getMediaType())) {
            throw new ProblemException(
                    415, "Content-Type '" + context.getMediaType() + "' is a range of types; send application/json");
        }
        if (!isJson(context.getMediaType())) {
            return context.proceed();
        }
        context.setInputStream(
                new LimitedBody(context.getInputStream(), config.get().maxJsonBytes()));
        Object body = context.proceed();
        boolean optional = Arrays.stream(context.getAnnotations()).anyMatch(OptionalBody.class::isInstance);
        if (body == null && !optional) {
            throw new ProblemException(422, "the body is empty or null; send a JSON object");
        }
        return body;
    }

    /** Such as {@code application/*}, which matches an endpoint for JSON, but no reader of JSON. */
    private static boolean isRange(@Nullable MediaType type) {
        return type != null && (type.isWildcardType() || type.isWildcardSubtype());
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null && type.getSubtype().endsWith("json");
    }
}
