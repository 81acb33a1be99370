package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Metrics of a model on a validation set. Neither changes, so each pair is measured once. */
@Entity
@Table(name = "model_measurement")
@IdClass(MeasurementEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class MeasurementEntity {
    /**
     * Identifies a measurement.
     *
     * @param modelId model
     * @param validationSha256 of the validation frames and their labels
     */
    public record Key(String modelId, String validationSha256) implements Serializable {}

    @Id
    @Column(name = "model_id")
    String modelId;

    @Id
    @Column(name = "validation_sha256")
    String validationSha256;

    double map50;

    double map5095;

    @Column(name = "precision_")
    double precision;

    double recall;

    protected MeasurementEntity() {}

    MeasurementEntity(Key key, Metrics metrics) {
        this.modelId = key.modelId();
        this.validationSha256 = key.validationSha256();
        this.map50 = metrics.map50();
        this.map5095 = metrics.map5095();
        this.precision = metrics.precision();
        this.recall = metrics.recall();
    }

    Metrics toMetrics() {
        return new Metrics(map50, map5095, precision, recall);
    }
}
