package io.nerest.trainer.registry;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.Snapshot;
import io.nerest.system.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Stored metrics of models on validation sets. */
@ApplicationScoped
public class Measurements implements PanacheRepositoryBase<MeasurementEntity, MeasurementEntity.Key> {

    /** Returns the metrics of a model on a snapshot's validation set, if it was measured. */
    @Transactional
    public Optional<Metrics> find(String modelId, Snapshot snapshot) {
        return findByIdOptional(key(modelId, snapshot)).map(MeasurementEntity::toMetrics);
    }

    /** Stores the metrics of a model on a snapshot's validation set. */
    @Transactional
    public void store(String modelId, Snapshot snapshot, Metrics metrics) {
        getEntityManager().merge(new MeasurementEntity(key(modelId, snapshot), metrics));
    }

    private static MeasurementEntity.Key key(String modelId, Snapshot snapshot) {
        return new MeasurementEntity.Key(modelId, Sha256.of(EventJson.write(snapshot.validation())));
    }
}
