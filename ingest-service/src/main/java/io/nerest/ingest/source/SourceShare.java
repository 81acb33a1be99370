package io.nerest.ingest.source;

import io.nerest.ingest.frame.UploadService;
import io.nerest.service.lifecycle.PodName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * This pod's share of the sources. All pods take about the same number; when one stops reporting, the others take its
 * sources over.
 */
@ApplicationScoped
public class SourceShare {
    private static final Logger LOG = Logger.getLogger(SourceShare.class);

    private final SourceConfig config;
    private final SourceRepository sources;
    private final SourceValidator validator;
    private final SourceService service;
    private final CredentialCipher cipher;
    private final UploadService intake;
    private final FolderListing listing;
    private final String pod;
    private final Map<String, SourceReader> readers = new LinkedHashMap<>();
    private boolean started;
    private boolean stopped;

    SourceShare(
            SourceConfig config,
            SourceRepository sources,
            SourceValidator validator,
            SourceService service,
            CredentialCipher cipher,
            UploadService intake,
            FolderListing listing,
            PodName pod) {
        this.config = config;
        this.sources = sources;
        this.validator = validator;
        this.service = service;
        this.cipher = cipher;
        this.intake = intake;
        this.listing = listing;
        this.pod = pod.value();
    }

    @Scheduled(every = "{nerest.ingest.sources.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void report() {
        try {
            update();
        } catch (RuntimeException e) {
            LOG.warnf("the sources could not be updated; the next run repeats it: %s", e.getMessage());
        }
    }

    private synchronized void update() {
        if (stopped) {
            return;
        }
        long pods = Math.max(1, sources.livePods(pod, config.lease()));
        renew();
        int share = (int) Math.ceil((double) service.count() / pods);
        releaseMoreThan(share);
        if (readers.size() < share) {
            claim(share - readers.size());
        }
        if (!started) {
            started = true;
            registerLeftBehind();
        }
    }

    private void renew() {
        for (SourceReader reader : List.copyOf(readers.values())) {
            LeasedSource source = reader.source();
            SourceStatus status = reader.status();
            boolean held = sources.renew(source.streamId(), source.token(), config.lease(), status);
            if (!held || status.state().isFinal()) {
                reader.stop();
                readers.remove(source.streamId());
            }
            if (held && status.state().isFinal()) {
                sources.release(source.streamId(), source.token());
            }
        }
    }

    private void releaseMoreThan(int share) {
        List<SourceReader> held = new ArrayList<>(readers.values());
        for (int i = share; i < held.size(); i++) {
            release(held.get(i));
        }
    }

    private void release(SourceReader reader) {
        LeasedSource source = reader.source();
        reader.stop();
        readers.remove(source.streamId());
        if (sources.renew(source.streamId(), source.token(), config.lease(), reader.status())) {
            sources.release(source.streamId(), source.token());
        }
    }

    private void claim(int most) {
        for (SourceEntity stored : sources.claim(pod, config.lease(), most, !started)) {
            LeasedSource source = LeasedSource.of(stored, cipher);
            SourceReader reader = new SourceReader(
                    source,
                    config,
                    validator.rule(),
                    intake,
                    listing,
                    Optional.ofNullable(source.request().path()).map(validator::resolved));
            readers.put(source.streamId(), reader);
            reader.start();
        }
    }

    /** Registers frames of sources that other pods read now. Their files were left by a process that was killed. */
    private void registerLeftBehind() {
        Path root = config.spool().toAbsolutePath();
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String stream = String.valueOf(folder.getFileName());
                if (!readers.containsKey(stream)) {
                    FrameSpool spool = new FrameSpool(root, stream, intake);
                    spool.giveBack();
                    int frames = spool.registerAll((frame, outcome) -> {});
                    LOG.infof("registered %d frames of %s that an earlier process had left", frames, stream);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("frames that an earlier process left could not be registered: %s", e.getMessage());
        }
    }

    /** Returns the reader of a source that this pod reads. */
    synchronized Optional<SourceReader> reader(String streamId) {
        return Optional.ofNullable(readers.get(streamId));
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        stopped = true;
        for (SourceReader reader : List.copyOf(readers.values())) {
            try {
                release(reader);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "source %s was not released; its lease ends by itself",
                        reader.source().streamId());
            }
        }
    }
}
