package io.nerest.testing.access;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** Sends the launcher's access token with every request of REST Assured that has no {@code Authorization} of its own. */
public final class LauncherTokenInTests implements QuarkusTestBeforeClassCallback, QuarkusTestBeforeEachCallback {
    @Override
    public void beforeClass(Class<?> testClass) {
        sendToken();
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        sendToken();
    }

    /** Sends the token with the requests of a test that has no Quarkus extension. */
    public static void sendToken() {
        RestAssured.replaceFiltersWith((request, response, context) -> {
            if (!request.getHeaders().hasHeaderWithName("Authorization")) {
                request.header("Authorization", "Bearer " + TestTokens.LAUNCHER);
            }
            return context.next(request, response);
        });
    }
}
