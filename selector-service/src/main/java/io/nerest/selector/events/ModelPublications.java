package io.nerest.selector.events;

import io.nerest.contracts.ModelPublished;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.RejectedEventException;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.service.signing.Signatures;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Stores the models that the trainer published. An event that the trainer did not sign as it is, or that is older than the
 * known publication of its model, changes nothing and becomes a dead letter.
 */
@ApplicationScoped
public class ModelPublications {

    private static final Logger LOG = Logger.getLogger(ModelPublications.class);

    private final Signatures signatures;
    private final SelectorEvents events;

    public ModelPublications(Signatures signatures, SelectorEvents events) {
        this.signatures = signatures;
        this.events = events;
    }

    /** Without the trainer's key the selector would reject every model. */
    void start(@Observes StartupEvent event) {
        signatures.requirePublicKey();
    }

    void store(ReceivedEvent<ModelPublished> event) {
        ModelPublished model = event.payload();
        Signatures.Validity validity = signatures.verify(model);
        if (validity == Signatures.Validity.INVALID) {
            throw new RejectedEventException("the signature of model '" + model.modelId()
                    + "' is not the trainer's, or a field was changed after the trainer signed it");
        }
        if (validity == Signatures.Validity.EARLIER_FORM) {
            LOG.infof(
                    "Model %s was published by an earlier version of the trainer; a trainer of this version publishes it"
                            + " again at its start",
                    model.modelId());
            return;
        }
        if (!events.model(model)) {
            throw new RejectedEventException("the publication of model '" + model.modelId() + "' as " + model.status()
                    + " at " + model.publishedAt() + " is outdated: a later one is known");
        }
    }
}
