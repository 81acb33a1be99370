package io.nerest.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer without a process of its own: the instances of a service that are ready, one after the other. Each is asked for
 * its readiness several times a second, as a Kubernetes service does through the kubelet, only more often.
 */
final class ReadyInstances implements AutoCloseable {
    private static final int POLL_MILLIS = 200;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final List<URI> all;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(ANSWER_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Thread poller = new Thread(this::poll, "readiness");
    private volatile List<URI> ready;

    /** @param all base URLs, ready at first */
    ReadyInstances(List<URI> all) {
        this.all = List.copyOf(all);
        this.ready = this.all;
        poller.setDaemon(true);
        poller.start();
    }

    /** Returns the instance for the next request. If none is ready, one of all. */
    URI next() {
        List<URI> now = ready;
        List<URI> from = now.isEmpty() ? all : now;
        return from.get(Math.floorMod(next.getAndIncrement(), from.size()));
    }

    private void poll() {
        try {
            while (true) {
                List<URI> now = new ArrayList<>();
                for (URI instance : all) {
                    if (isReady(instance)) {
                        now.add(instance);
                    }
                }
                ready = List.copyOf(now);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(URI instance) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(instance.resolve("/q/health/ready"))
                    .timeout(ANSWER_LIMIT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        poller.interrupt();
    }
}
