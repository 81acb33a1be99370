package io.nerest.trainer.worker;

import io.nerest.contracts.ModelPublished;
import io.nerest.system.FileCache;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.RegistryFiles;
import io.nerest.trainer.run.StoredRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Deletes what trainings left that have ended, whichever pod ended them: their runs on this pod and in the object store. Deletes
 * downloaded weights that were not used for long.
 */
@ApplicationScoped
class EndedJobs {
    private static final Logger LOG = Logger.getLogger(EndedJobs.class);

    private final JobQueue jobs;
    private final WorkFolder work;
    private final StoredRuns storedRuns;
    private final ModelRegistry models;
    private final TrainerConfig config;

    EndedJobs(JobQueue jobs, WorkFolder work, StoredRuns storedRuns, ModelRegistry models, TrainerConfig config) {
        this.jobs = jobs;
        this.work = work;
        this.storedRuns = storedRuns;
        this.models = models;
        this.config = config;
    }

    /** Called when no job runs on this pod. What cannot be deleted now is deleted by a later call. */
    void cleanUp() {
        attempt("runs of ended trainings", this::removeLocalRuns);
        attempt(
                "stored runs of ended trainings",
                () -> jobs.ended(storedRuns.trainings()).forEach(storedRuns::remove));
        attempt("downloaded weights", this::removeWeights);
    }

    private void removeLocalRuns() throws IOException {
        for (UUID id : jobs.ended(work.trainings())) {
            work.remove(id);
        }
    }

    private void removeWeights() throws IOException {
        Optional<String> live = models.live().map(ModelPublished::sha256).map(RegistryFiles::localName);
        new FileCache(work.models())
                .keepNewest(config.cachedModels(), name -> live.stream().anyMatch(name::equals));
    }

    private interface Deletion {
        void run() throws IOException;
    }

    private static void attempt(String what, Deletion deletion) {
        try {
            deletion.run();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s were not deleted: %s", what, e.getMessage());
        }
    }
}
