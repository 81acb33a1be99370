package io.nerest.selector.engine;

import io.nerest.arguments.NearestName;
import io.nerest.contracts.ModelPublished;
import io.nerest.selection.Committee;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.campaign.IllegalTransitionException;
import io.nerest.selector.campaign.InvalidCampaignException;
import io.nerest.selector.pool.InputStored;
import io.nerest.selector.pool.LabelSets;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.storage.Campaigns;
import io.nerest.selector.storage.ModelRecords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Opens campaigns, changes them, and pauses, resumes and cancels them. */
@ApplicationScoped
public class CampaignService {

    private final Campaigns campaigns;
    private final LabelSets labels;
    private final ModelRecords models;
    private final Pool pool;
    private final TrainingRequester trainings;
    private final Event<InputStored> inputs;
    private final Clock clock;

    public CampaignService(
            Campaigns campaigns,
            LabelSets labels,
            ModelRecords models,
            Pool pool,
            TrainingRequester trainings,
            Event<InputStored> inputs,
            Clock clock) {
        this.campaigns = campaigns;
        this.labels = labels;
        this.models = models;
        this.pool = pool;
        this.trainings = trainings;
        this.inputs = inputs;
        this.clock = clock;
    }

    /**
     * Opens a campaign and freezes its validation set.
     *
     * @throws InvalidCampaignException if it cannot run as requested; then nothing is stored
     */
    @Transactional
    public Campaign open(CampaignRequest request) {
        return open(request, this::freeze);
    }

    /**
     * Opens a campaign with the validation set of another, so that the two can be compared.
     *
     * @throws InvalidCampaignException if it cannot run as requested; then nothing is stored
     */
    @Transactional
    public Campaign openLike(UUID other, CampaignRequest request) {
        if (campaigns.byId(other).isEmpty()) {
            throw new UnknownCampaignException(other);
        }
        return open(request, campaign -> labels.freezeLike(campaign.id(), other));
    }

    /**
     * Changes the configuration of a campaign from its next round on.
     *
     * @param changed makes the new request from the configuration that is planned for that round
     * @throws InvalidCampaignException if it cannot run with the change
     */
    @Transactional
    public Campaign change(UUID id, Function<CampaignConfig, CampaignRequest> changed) {
        Campaign campaign = campaigns.locked(id).orElseThrow(() -> new UnknownCampaignException(id));
        if (campaign.state().isOver()) {
            throw new IllegalTransitionException("a campaign that is " + campaign.state() + " cannot be changed");
        }
        CampaignConfig config = changed.apply(campaigns.planned(campaign))
                .toConfig(campaign.config().classNames());
        requireKnownModels(config);
        campaigns.setChange(id, config, clock.instant());
        return campaigns.byId(id).orElseThrow();
    }

    private Campaign open(CampaignRequest request, ToIntFunction<Campaign> freezing) {
        ModelPublished base = base(request);
        CampaignConfig config = request.toConfig(base.classNames());
        requireKnownStreams(config);
        requireKnownModels(config);
        Instant now = clock.instant();
        Campaign campaign = new Campaign(
                UUID.randomUUID(), config, base.modelId(), 0, CampaignState.RUNNING, Campaign.RUNS, now, now);
        campaigns.add(campaign);
        int frozen = freezing.applyAsInt(campaign);
        campaigns.setValidationFrames(campaign.id(), frozen);
        requireFrames(campaign);
        inputs.fire(new InputStored());
        return campaigns.byId(campaign.id()).orElseThrow();
    }

    /** Pauses, resumes or cancels a campaign. A training that a cancelled campaign waits for is cancelled too. */
    @Transactional
    public Campaign change(UUID id, Function<CampaignState, CampaignState> transition, String reason) {
        Campaign campaign = campaigns.locked(id).orElseThrow(() -> new UnknownCampaignException(id));
        CampaignState next = transition.apply(campaign.state());
        campaigns.setState(id, next, reason, clock.instant());
        inputs.fire(new InputStored());
        if (next == CampaignState.CANCELLED) {
            campaigns.rounds(id).stream()
                    .filter(round -> !round.isOver())
                    .forEach(round -> trainings.cancel(campaign, round, "its campaign was cancelled", clock.instant()));
        }
        return campaigns.byId(id).orElseThrow();
    }

    private ModelPublished base(CampaignRequest request) {
        String requested = request.baseModelId();
        if (requested == null) {
            return models.newestBase()
                    .orElseThrow(() -> new InvalidCampaignException(
                            "baseModelId",
                            "no base model is known yet: the trainer publishes one when it starts; try again then"));
        }
        return models.byId(requested)
                .filter(model -> model.training() == null)
                .orElseThrow(() -> new InvalidCampaignException(
                        "baseModelId",
                        "'baseModelId' is '" + requested
                                + "', which is neither a published base model nor an imported one"));
    }

    private void requireKnownStreams(CampaignConfig config) {
        List<String> known =
                pool.counts().stream().map(Pool.StreamCount::streamId).toList();
        for (String stream : config.streams()) {
            requireKnown("streams", stream, known);
        }
        for (String stream : config.validation().streams()) {
            requireKnown("validation.streams", stream, known);
        }
    }

    private void requireKnownModels(CampaignConfig config) {
        List<String> named =
                config.configured().strategy().committee().map(Committee::named).orElse(List.of());
        Map<String, ModelPublished> known = models.byIds(named);
        for (String id : named) {
            ModelPublished model = known.get(id);
            if (model == null) {
                throw new InvalidCampaignException(
                        "settings.models", "'settings.models' names model '" + id + "', which has not been published");
            }
            if (!model.classNames().equals(config.classNames())) {
                throw new InvalidCampaignException(
                        "settings.models",
                        "'settings.models' names model '" + id + "', whose classes are "
                                + model.classNames() + ", and the campaign's are " + config.classNames()
                                + ": they cannot vote on the same boxes");
            }
        }
    }

    private static void requireKnown(String field, String stream, List<String> known) {
        if (!known.contains(stream)) {
            throw new InvalidCampaignException(
                    field,
                    "'" + field + "' names stream '" + stream + "', from which no frame has been received"
                            + NearestName.hint(stream, known));
        }
    }

    private int freeze(Campaign campaign) {
        CampaignConfig.Validation validation = campaign.config().validation();
        if (!validation.streams().isEmpty()) {
            int frozen = labels.freezeStreams(campaign.id(), validation.streams());
            if (frozen == 0) {
                throw new InvalidCampaignException(
                        "validation.streams",
                        "the validation set is empty: no frame of " + validation.streams()
                                + " has a label yet; label some first");
            }
            return frozen;
        }
        int frozen = labels.freezeFrames(campaign.id(), validation.frames());
        long requested = validation.frames().stream().distinct().count();
        if (frozen < requested) {
            throw new InvalidCampaignException(
                    "validation.frames",
                    (requested - frozen) + " of the " + requested
                            + " frames in 'validation.frames' are unknown or have no label yet");
        }
        return frozen;
    }

    private void requireFrames(Campaign campaign) {
        PoolFilter filter = PoolFilters.of(campaign);
        int initial = campaign.config().initial();
        int size = pool.size(filter);
        if (initial > size) {
            throw new InvalidCampaignException(
                    "initial", "'initial' is " + initial + ", but the pool has " + size + " frames without a label");
        }
        if (initial == 0 && pool.labelled(filter) == 0) {
            throw new InvalidCampaignException(
                    "initial", "'initial' is 0, but no frame outside the validation set has a label to start from");
        }
    }
}
