// Made of the OpenAPI document: go test ./web -run TestPageHasTheInterfacesTypes -update

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessAnswerBody: {
            by: components["schemas"]["AccessLineBody"][];
            definition: components["schemas"]["AccessAnswerBodyDefinitionStruct"];
            edition: components["schemas"]["EditionBody"];
            groups?: components["schemas"]["AccessGroupBody"][];
            /**
             * Format: int64
             * @description villager groups beyond the county's border, which do not count
             */
            groups_outside: number;
            input_hash: string;
            question: components["schemas"]["AccessBody"];
            /** @description facilities whose figure nobody has said: they offer nothing here */
            silent: components["schemas"]["StandingBody"][];
            sources: components["schemas"]["SourceBody"][];
            /** @description by road: villager groups and facilities that no road leads to */
            stranded?: components["schemas"]["StrandedBody"][];
            total: components["schemas"]["AccessLineBody"];
            unplaced: components["schemas"]["UnplacedBody"][];
        };
        AccessAnswerBodyDefinitionStruct: {
            en: string;
            zh: string;
        };
        AccessBody: {
            /** @description what-if: further facilities; beds is what each offers */
            add?: components["schemas"]["AddedBody"][];
            /**
             * @default township
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description what-if: ids of facilities that are no more */
            close?: number[];
            /** @description how those farther off count less; left out: all in the catchment count alike */
            decay?: components["schemas"]["DecayBody"];
            /** @description codes of /v1/kinds, or sets of them */
            kinds: string[];
            /**
             * Format: double
             * @description in place of a radius: minutes by road, with mode
             */
            minutes?: number;
            /** @enum {string} */
            mode?: "walk" | "drive";
            /** @description what-if: facilities that stand elsewhere */
            move?: components["schemas"]["MoveBody"][];
            /** @description facilities of other counties here count where they reach in */
            neighbours?: boolean;
            /**
             * Format: double
             * @description by road: what lies farther from any road is not put on one; left out: 500
             */
            off_road_m?: number;
            /**
             * @description who needs it: one age group; left out: the first there is
             * @example 60+
             */
            people?: string;
            /**
             * Format: double
             * @description the catchment in metres, straight line on the ellipsoid
             * @example 3000
             */
            radius_m?: number;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * @description what is shared out; facilities: each counts as one
             * @default beds
             * @enum {string}
             */
            supply: "beds" | "care_beds" | "staff" | "facilities";
        };
        AccessGroupBody: {
            /**
             * Format: double
             * @description supply a person
             */
            access: number;
            group: string;
            /** Format: int64 */
            people: number;
            /** @description code of its village; empty for none */
            unit: string;
        };
        AccessInputBody: {
            /** @description what-if: further facilities; beds is what each offers */
            add?: components["schemas"]["AddedBody"][];
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /**
             * @default township
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description what-if: ids of facilities that are no more */
            close?: number[];
            /** @description may be left out where there is only one */
            county?: string;
            /** @description how those farther off count less; left out: all in the catchment count alike */
            decay?: components["schemas"]["DecayBody"];
            /**
             * @default json
             * @enum {string}
             */
            format: "json" | "geojson" | "csv" | "xlsx";
            /** @description answer for every villager group too */
            groups?: boolean;
            /** @description codes of /v1/kinds, or sets of them */
            kinds: string[];
            /**
             * Format: double
             * @description in place of a radius: minutes by road, with mode
             */
            minutes?: number;
            /** @enum {string} */
            mode?: "walk" | "drive";
            /** @description what-if: facilities that stand elsewhere */
            move?: components["schemas"]["MoveBody"][];
            /** @description facilities of other counties here count where they reach in */
            neighbours?: boolean;
            /**
             * Format: double
             * @description by road: what lies farther from any road is not put on one; left out: 500
             */
            off_road_m?: number;
            /**
             * @description who needs it: one age group; left out: the first there is
             * @example 60+
             */
            people?: string;
            /** Format: int64 */
            plan?: number;
            /**
             * Format: double
             * @description the catchment in metres, straight line on the ellipsoid
             * @example 3000
             */
            radius_m?: number;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * @description what is shared out; facilities: each counts as one
             * @default beds
             * @enum {string}
             */
            supply: "beds" | "care_beds" | "staff" | "facilities";
        };
        AccessLineBody: {
            code?: string;
            /** Format: int64 */
            groups: number;
            /**
             * Format: int64
             * @description groups that reach nothing
             */
            groups_without: number;
            /**
             * Format: double
             * @description of its villager groups
             */
            least: number;
            /**
             * Format: double
             * @description supply a person, over people
             */
            mean: number;
            /** Format: double */
            most: number;
            name?: string;
            /**
             * Format: int64
             * @description who need it
             */
            people: number;
            /** Format: int64 */
            people_without: number;
            /**
             * Format: double
             * @description people times access: what arrives
             */
            supply: number;
        };
        AddFacilityInputBody: {
            /** @description may be left out where there is only one */
            county?: string;
            /** @description replaces all figures */
            facts?: components["schemas"]["FactsBody"];
            /** @description the day from which this holds; a new facility: since always, a change: today */
            from?: string;
            /** @description a code of /v1/kinds */
            kind?: string;
            /** Format: double */
            lat?: number;
            /** Format: double */
            lon?: number;
            name?: string;
            opened?: string;
            ref?: string;
            /** @description 运营, 在建, 筹建, 规划, 停用, 整治中, 已完成 */
            state?: string;
            /** @description where no place is known: it then counts by unit, not by distance */
            unit?: string;
        };
        AddPlanInputBody: {
            /** @description may be left out where the orders say it, or where there is only one */
            county?: string;
            /** @description facilities as the plan would have them; replaces all */
            facilities?: components["schemas"]["PlannedBody"][];
            name?: string;
            note?: string;
            /** @description changes files, applied in order; replaces all */
            orders?: unknown[];
        };
        AddStateInputBody: {
            /** @description YYYY-MM-DD; needed unless withdrawn */
            day?: string;
            /** @description number of the paper */
            document?: string;
            note?: string;
            /** @description drafted 拟订, assessed 论证, published 公示, submitted 上报, approved 批复, extended 延期 (consent to six months more), in_force 实施, announced 公告; in either language */
            state: string;
            /** @description of a correction, or of a stage entered after later ones: the reason */
            why?: string;
            /** @description true: the stage was not reached after all */
            withdraw?: boolean;
        };
        AddedBody: {
            /** Format: int64 */
            beds?: number;
            /** @description one of kinds; may be left out where there is only one */
            kind?: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
        };
        AdviceBody: {
            /** @description first and last number of the type's class */
            class: number[] | null;
            /** @description borne before, by nobody now: of townships they are never given again (行政区划代码管理办法), of villages they are in practice */
            former: components["schemas"]["CodeBody"][];
            /** @description never borne, as far as is known */
            free: string[];
            parent: string;
            /** @description one a unit; the code is empty where none is left */
            proposals: components["schemas"]["CodeProposalBody"][];
            type: string;
        };
        AllInferencesInputBody: {
            /**
             * Format: double
             * @description only those of at least this confidence
             */
            above: number;
            /** @description only those of the snapshot of this day */
            day?: string;
            /** @enum {string} */
            decision: "confirm" | "reject";
        };
        AncestorBody: {
            code: string;
            /** @description it had a facility inside */
            having: boolean;
            in_scope: boolean;
            name: string;
            /**
             * Format: int64
             * @description people of it who are now in the other
             */
            people_moved: number;
            /** @description its people were covered */
            served: boolean;
            /**
             * Format: double
             * @description its land that is now in the other, of all its land; 0: unknown or none
             */
            share_area: number;
            /**
             * Format: double
             * @description the same of all its people
             */
            share_people: number;
        };
        AnswerBody: {
            by: components["schemas"]["LineBody"][];
            /** @description what closing each facility would cost, the dearest first */
            closing?: components["schemas"]["ClosingBody"][];
            curve?: components["schemas"]["CurveBody"][];
            definition: components["schemas"]["AnswerBodyDefinitionStruct"];
            edition: components["schemas"]["EditionBody"];
            /** @description of the question, the day, the plan and the versions: the same figures come with the same hash */
            input_hash: string;
            /** @description how full each facility becomes */
            load?: components["schemas"]["LoadBody"][];
            /** @description of each villager group */
            nearest?: components["schemas"]["NearestBody"][];
            /** @description with redundancy: all that counts by distance, where it stands and how far it reaches */
            places?: components["schemas"]["PlaceBody"][];
            question: components["schemas"]["QuestionBody"];
            /** @description asks for the reach and gaps as tiles */
            question_id: string;
            /** @description by road: villager groups and facilities that no road leads to */
            stranded?: components["schemas"]["StrandedBody"][];
            total: components["schemas"]["SharesBody"];
            unplaced: components["schemas"]["UnplacedBody"][];
        };
        AnswerBodyDefinitionStruct: {
            en: string;
            zh: string;
        };
        AreaBody: {
            name?: string;
            /** @description codes or whole names of townships or villages in force on the day */
            units: string[];
        };
        BedsBody: {
            /**
             * Format: int64
             * @description out of reach
             */
            out: number;
            /**
             * Format: int64
             * @description have a bed
             */
            served: number;
            /**
             * Format: int64
             * @description in reach of a facility whose beds nobody knows, and without one elsewhere
             */
            unknown: number;
            /**
             * Format: int64
             * @description in reach of facilities whose beds are taken by nearer people
             */
            waiting: number;
        };
        BorderBody: {
            carriers: string[];
            documents: components["schemas"]["BorderDocumentBody"][];
            id: string;
            /** @description on the left as the line runs: the unit with the lower code */
            left: components["schemas"]["BorderSideBody"];
            /** Format: double */
            length_m: number;
            level: string;
            markers: components["schemas"]["MarkerBody"][];
            name: string;
            /** @description the county beyond, where it is recorded */
            neighbour?: string;
            /** @description 界线编号; several, parted by 、, where borders became one */
            number?: string;
            /** @description null: another county, or land without a unit of the level */
            right: components["schemas"]["BorderSideBody"];
            /**
             * @description of the stretch that is furthest back
             * @enum {string}
             */
            state: "草拟" | "协议" | "勘定" | "公告";
            /** @description runs of the line with the same facts, in order */
            stretches: components["schemas"]["StretchBody"][];
        };
        BorderDocumentBody: {
            day?: string;
            number?: string;
            title?: string;
        };
        BorderFields: {
            /** @description 河流, 沟渠, 道路, 山脊, 直线, ... */
            carrier?: string;
            /** @description replaces all papers */
            documents?: components["schemas"]["BorderDocumentBody"][];
            /** @description the day from which this holds; left out: today */
            from?: string;
            /** @description replaces all markers */
            markers?: components["schemas"]["MarkerBody"][];
            /** @description of the county's outer border: the county beyond */
            neighbour?: string;
            number?: string;
            remark?: string;
            /** @description 草拟, 协议, 勘定, 公告 */
            state?: string;
            /** @description two places on the border, lon/lat: only the part between them; they are put on its nearest vertices */
            stretch?: (number[] | null)[];
        };
        BorderOutputBody: {
            border: components["schemas"]["BorderBody"];
            edition: components["schemas"]["EditionBody"];
        };
        BorderSideBody: {
            code: string;
            name: string;
        };
        BoundingBoxBody: {
            crs: string;
            lowerLeft: number[] | null;
            upperRight: number[] | null;
        };
        CauseBody: {
            /** Format: int64 */
            change: number;
            document?: string;
            /** @description order: see /v1/changes; divisions: an imported list */
            kind: string;
            title: string;
        };
        CemeteryBody: {
            /** @description false where its graves are not known */
            counted: boolean;
            /** Format: int64 */
            free: number;
            /** Format: int64 */
            id: number;
            name: string;
            /** @description codes of villages */
            serves: string[];
            /** @description names it lists that no village of the day bears, or several */
            unknown: string[];
        };
        ChangeBody: {
            /** Format: int64 */
            closed: number;
            day: string;
            level?: string;
            /** Format: int64 */
            opened: number;
            /** @description of the committed changes in force from the day */
            titles?: string;
            /** @description divisions, facilities, people, zones, roads, backdrop, ... */
            what: string;
        };
        ChangedUnitBody: {
            /** @description GeoJSON MultiPolygon */
            shape?: components["schemas"]["Geometry"];
            /** @description null: a new unit */
            was: components["schemas"]["StandingUnitBody"];
        };
        ChangesBody: {
            /** @description and as they would be */
            after?: components["schemas"]["FigureBody"][];
            /** @description in a preview: the units as they are on the day */
            before?: components["schemas"]["FigureBody"][];
            /**
             * Format: int64
             * @description its number, for a revert; null in a preview
             */
            change: number | null;
            /** Format: int64 */
            closed: number;
            /** @description codes that would have been proposed, with the reason */
            codes: components["schemas"]["ProposalBody"][];
            /** @description in a preview with a question: of each county, before and after */
            coverage?: components["schemas"]["EffectBody"][];
            document?: string;
            effective: string;
            lineage: components["schemas"]["StrandBody"][];
            /**
             * Format: int64
             * @description villager groups whose unit is another one afterwards
             */
            moved_groups: number;
            /** @description units as they are from the day on, where they differ */
            opened: components["schemas"]["OpenedBody"][];
            preview: boolean;
            /** @description it was committed before under the same Idempotency-Key: what it did is in /v1/changes */
            repeated?: boolean;
            title: string;
            /** @description of the counties: after a commit the new ones */
            versions: {
                [key: string]: number;
            };
            /** @description what is allowed but unusual */
            warnings: components["schemas"]["WarningBody"][];
        };
        ChangesListOutputBody: {
            changes: components["schemas"]["RecordBody"][];
            county: string;
        };
        ChoicesBody: {
            basis?: string;
            /** @description field -> header */
            columns?: {
                [key: string]: string;
            };
            /** @description EPSG:4490, EPSG:4544, GCJ-02, BD-09, ... */
            crs?: string;
            /** @description the day that the files describe */
            date?: string;
            encoding?: string;
            level?: string;
            /** @description take what can be taken */
            partial?: boolean;
            /** @description of divisions: who gets the gaps and overlaps that the report lists under repairs */
            repairs?: components["schemas"]["RepairsBody"];
        };
        ClosingBody: {
            facility: components["schemas"]["StandingBody"];
            /** @description whom nothing else covers */
            people: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description units without any other facility inside
             */
            units_having: number;
            /**
             * Format: int64
             * @description units that would no longer be served
             */
            units_served: number;
        };
        CodeBody: {
            /** @description what it began by */
            came: components["schemas"]["CauseBody"];
            /** @description what the last three digits say (GB/T 10114-2003) */
            class: string;
            code: string;
            /** @description first day; null: since always */
            from: string | null;
            level: string;
            name: string;
            name_full?: string;
            parent: string;
            /** @description another unit bore the code before */
            reused: boolean;
            /** @description first day on which it is borne no more; null: until further notice */
            to: string | null;
            type: string;
            /**
             * Format: int64
             * @description the unit's identity, which is not its code
             */
            unit: number;
            /** @description null: never said of the unit */
            urban: boolean | null;
            /** @description what it ended by */
            went: components["schemas"]["CauseBody"];
        };
        CodeChangeBody: {
            /** Format: int64 */
            change?: number;
            day: string;
            document?: string;
            /** @description the old code; empty where the unit came of none */
            from: string;
            from_name: string;
            /**
             * Format: double
             * @description confidence of an inference that nobody has confirmed
             */
            inferred?: number;
            /** @description as in lineage, or begin, end */
            kind: string;
            /** @description the new code; empty where the unit left none */
            to: string;
            to_name: string;
        };
        CodeFindingBody: {
            code: string;
            /** @description who and when, in English */
            detail: string;
            from: string | null;
            rule: string;
            said: string;
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            to: string | null;
        };
        CodeProposalBody: {
            code: string;
            reason: string;
        };
        CodesBody: {
            /** @description the day; empty: the newest state */
            at: string;
            /** @description with history: from which code to which */
            changes?: components["schemas"]["CodeChangeBody"][];
            codes: components["schemas"]["CodeBody"][];
            county: string;
            /** @description without history: those of the day */
            findings: components["schemas"]["CodeFindingBody"][];
            history: boolean;
        };
        CollectionBody: {
            crs: string[];
            description?: string;
            /** @description where and when there are data; left out where there are many counties */
            extent?: components["schemas"]["ExtentBody"];
            id: string;
            itemType: string;
            links: components["schemas"]["LinkBody"][];
            storageCrs: string;
            title: string;
        };
        CollectionsBody: {
            collections: components["schemas"]["CollectionBody"][];
            crs: string[];
            links: components["schemas"]["LinkBody"][];
        };
        ComparisonBody: {
            differs: components["schemas"]["DiffersBody"][];
            /** @description the plan */
            here: components["schemas"]["SideBody"];
            /** @description what it is compared with */
            there: components["schemas"]["SideBody"];
        };
        ConformanceBody: {
            conformsTo: string[];
            links: components["schemas"]["LinkBody"][];
        };
        CountiesOutputBody: {
            counties: components["schemas"]["CountyBody"][];
        };
        CountyBody: {
            /** @description west, south, east, north; where there are few counties */
            bbox?: number[];
            code: string;
            /** @description made by the demo: every screen says so */
            fiction: boolean;
            name: string;
            /** Format: int64 */
            version?: number;
        };
        CoverageCompareInputBody: {
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * @description csv: the villages and what each came from; xlsx: also the effects, the facilities that changed, and the definition
             * @default json
             * @enum {string}
             */
            format: "json" | "csv" | "xlsx";
            /** @description the day before; with a plan: of the county without it; left out: the newest state */
            from?: string;
            /**
             * Format: int64
             * @description a plan that is applied after and not before
             */
            plan?: number;
            question: components["schemas"]["QuestionBody"];
            /** @description the day after; with a plan: of the county with it; left out: the newest state */
            to?: string;
        };
        CoverageComparisonBody: {
            after: components["schemas"]["AnswerBody"];
            before: components["schemas"]["AnswerBody"];
            /** @description the shares after less those before, to five decimals: the sum of effects */
            change: components["schemas"]["ShareEffectBody"];
            definition: components["schemas"]["MeaningBody"];
            effects: components["schemas"]["ShareEffectBody"][];
            input_hash: string;
            moved: components["schemas"]["ShiftBody"][];
            /** @description what happened, in words */
            said: components["schemas"]["MeaningBody"];
            /** @description each with one change more, which the effects are the differences of */
            stages: components["schemas"]["StageBody"][];
            /** @description each village or community after */
            units: components["schemas"]["HeritageBody"][];
        };
        CoverageInputBody: {
            /** @description what-if: further facilities, each of a kind */
            add?: components["schemas"]["AddedBody"][];
            /** @description a part of the county (片区): what lies outside is not asked for */
            area?: components["schemas"]["AreaBody"];
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description the age group that takes the beds of capacity; left out: 60+, or else the first */
            beds_for?: string;
            /**
             * @default township
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description what-if: ids of facilities that are no more */
            close?: number[];
            /** @description may be left out where there is only one */
            county?: string;
            /** @description radii (or minutes) of the curve; left out: twenty steps up to twice the reach */
            curve?: number[];
            /** @description what-if: further facilities, [lon, lat] */
            facilities?: (number[] | null)[];
            /** @description facilities of a higher tier count for the lower kinds asked for */
            higher_tiers?: boolean;
            /** @description codes of /v1/kinds, or sets of them: URBAN_HOME_COMMUNITY, RURAL_THREE_TIER, ALL_ELDER */
            kinds: string[];
            /**
             * Format: double
             * @description in place of a radius: minutes by road, with mode
             */
            minutes?: number;
            /** @enum {string} */
            mode?: "walk" | "drive";
            /** @description what-if: facilities that stand elsewhere */
            move?: components["schemas"]["MoveBody"][];
            /** @description facilities of other counties here count where they reach in */
            neighbours?: boolean;
            /**
             * Format: double
             * @description by road: how far a place may lie from one and be walked to; left out: 500
             */
            off_road_m?: number;
            /**
             * @description age groups; left out: all there are
             * @example [
             *       "all",
             *       "60+"
             *     ]
             */
            people?: string[];
            /** @description leave the land out */
            people_only?: boolean;
            /** Format: int64 */
            plan?: number;
            /**
             * @description metres by kind, where they differ
             * @example {
             *       "ELD_RURAL_SUB": 2000
             *     }
             */
            radii_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description metres, straight line on the ellipsoid; of every kind that radii_m does not name
             * @example 1000
             */
            radius_m?: number;
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "urban" | "rural";
            /**
             * Format: double
             * @description a unit is served when this share of its people is covered
             * @default 0.5
             */
            served_share: number;
            /** @description each kind reaches as far as its standard says (radius_m of /v1/kinds); radii_m may name exceptions */
            standards?: boolean;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * @description what the units' share counts
             * @default having
             * @enum {string}
             */
            unit_rule: "having" | "served";
            /** @description what more is worked out than shares */
            with?: ("redundancy" | "nearest" | "closing" | "curve" | "capacity")[];
        };
        CurveBody: {
            /** Format: double */
            minutes?: number;
            people: {
                [key: string]: components["schemas"]["RatioBody"];
            };
            /** Format: double */
            radius_m?: number;
        };
        CurveSitesBody: {
            /** Format: double */
            bound: number;
            /** Format: int64 */
            covered: number;
            proven: boolean;
            /** Format: int64 */
            sites: number;
        };
        DaysOutputBody: {
            county: string;
            days: components["schemas"]["ChangeBody"][];
            /**
             * Format: int64
             * @description how many roads are known: without any, no question can be asked by minutes
             */
            roads: number;
        };
        DecayBody: {
            /**
             * Format: double
             * @description of inverse: what is nearer counts as so far; else a hundredth of the catchment
             */
            floor?: number;
            /**
             * @default none
             * @enum {string}
             */
            kind: "none" | "steps" | "gaussian" | "inverse" | "exponential";
            /**
             * Format: double
             * @description of inverse: the exponent, else 1; of exponential: exp(-power) at the edge, else 3
             */
            power?: number;
            /** @description of steps, outwards up to the catchment's edge; left out: thirds weighing 1, 0.68 and 0.22 */
            steps?: components["schemas"]["RingBody"][];
        };
        DefinitionBody: {
            en: string;
            zh: string;
        };
        DefinitionsOutputBody: {
            edition: components["schemas"]["EditionBody"];
            from: string | null;
            /**
             * Format: int64
             * @description how many the table has
             */
            indicators: number;
        };
        Description: {
            bounds?: number[];
            center?: number[];
            description: string;
            /** Format: int64 */
            maxzoom: number;
            /** Format: int64 */
            minzoom: number;
            name: string;
            scheme: string;
            tilejson: string;
            tiles: string[];
            vector_layers: components["schemas"]["VectorLayer"][];
            version: string;
        };
        DiffersBody: {
            code: string;
            /** @enum {string} */
            how: "only_here" | "only_there" | "changed";
            level: string;
            /** @description on the plan's side, or else on the other */
            name: string;
            /** @description of a changed one: identity, name, type, parent, urban, tier, shape */
            what?: string[];
        };
        DistanceBody: {
            /** Format: double */
            least: number;
            /**
             * Format: double
             * @description over villager groups; metres, or minutes where the question asks by road
             */
            mean: number;
            /** Format: double */
            most: number;
            /**
             * Format: double
             * @description so far or nearer have 95 of 100 people
             */
            p95: number;
            /**
             * Format: double
             * @description over people
             */
            people_mean: number;
            /**
             * Format: int64
             * @description people who have no facility at any distance
             */
            unreached: number;
        };
        DossierBody: {
            /** Format: int64 */
            change?: number;
            /** @description null as long as it is not approved */
            due: components["schemas"]["DueBody"];
            effective?: string;
            papers: components["schemas"]["PaperBody"][];
            /** @description corrected or withdrawn, as they were entered */
            past: components["schemas"]["StepBody"][];
            /** Format: int64 */
            plan?: number;
            /** @description that stand, in order */
            states: components["schemas"]["StepBody"][];
            title: string;
            /** @description such as days that run backwards */
            warnings: components["schemas"]["WarningBody"][];
        };
        DueBody: {
            approved: string;
            /** @description the last day: 12 months after approval, 18 with consent */
            due: string;
            extended: boolean;
            implemented?: string;
            /** @description carried out after the last day, or not yet, though that has passed */
            late: boolean;
        };
        EditionBody: {
            /** @description the day; where none was asked for, the last on which something changed */
            at: string;
            county: string;
            /** Format: int64 */
            plan: number | null;
            /**
             * Format: int64
             * @description of the county: it rises with every write
             */
            version: number;
        };
        EffectBody: {
            after: components["schemas"]["EffectSide"];
            before: components["schemas"]["EffectSide"];
            county: string;
            day: string;
            definition: components["schemas"]["EffectBodyDefinitionStruct"];
            name: string;
            question: components["schemas"]["QuestionBody"];
        };
        EffectBodyDefinitionStruct: {
            en: string;
            zh: string;
        };
        EffectSide: {
            /** @description by township */
            by: components["schemas"]["LineBody"][];
            total: components["schemas"]["SharesBody"];
        };
        ExportBody: {
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description in the place of county: several in one file */
            counties?: string[];
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * @description of gpkg, shp.zip and fgb: EPSG:4490 (left out), EPSG:4491 to 4554, or gauss: the 3-degree Gauss-Krueger zone that the county lies in
             * @example EPSG:4544
             */
            crs?: string;
            /**
             * @description of shp.zip and csv; left out: utf-8. A shapefile with characters that GBK lacks is in UTF-8 all the same, and says so
             * @enum {string}
             */
            encoding?: "utf-8" | "gb18030" | "gbk";
            /** @enum {string} */
            format: "geojson" | "gpkg" | "shp.zip" | "fgb" | "kml" | "csv" | "xlsx" | "pmtiles";
            /** @description for a crosswalk: the day of the old units; at is that of the new ones */
            from?: string;
            /** @description of facilities, or a set of kinds; left out: all */
            kind?: string;
            /** @description of units and borders; left out: all, in gpkg, shp.zip and kml a layer each. Of freeland: by which units; left out: the county */
            level?: string;
            /**
             * Format: int64
             * @description of tiles; left out: 14, the last with details of its own
             */
            max_zoom?: number;
            /**
             * Format: int64
             * @description of tiles
             */
            min_zoom?: number;
            /** Format: int64 */
            plan?: number;
            /** @description for coverage and gaps */
            question?: components["schemas"]["ExportedBody"];
            /** @description of tiles: divisions, facilities; left out: both */
            sets?: string[];
            /**
             * @description tiles: an archive of vector tiles, made by a job (pmtiles); all: a layer or a sheet each of everything with a place (gpkg, shp.zip, kml, xlsx); codes: the code table (代码表); indicators, codes, lineage and crosswalk are tables: csv or xlsx
             * @enum {string}
             */
            what: "all" | "units" | "borders" | "facilities" | "people" | "zones" | "roads" | "coverage" | "gaps" | "freeland" | "indicators" | "codes" | "lineage" | "crosswalk" | "tiles";
            /**
             * Format: int64
             * @description for indicators: the plan's year; left out: the day's
             */
            year?: number;
        };
        ExportedBody: {
            /** @description what-if: further facilities, each of a kind */
            add?: components["schemas"]["AddedBody"][];
            /** @description a part of the county (片区): what lies outside is not asked for */
            area?: components["schemas"]["AreaBody"];
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description the age group that takes the beds of capacity; left out: 60+, or else the first */
            beds_for?: string;
            /**
             * @default township
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description what-if: ids of facilities that are no more */
            close?: number[];
            /** @description may be left out where there is only one */
            county?: string;
            /** @description radii (or minutes) of the curve; left out: twenty steps up to twice the reach */
            curve?: number[];
            /** @description what-if: further facilities, [lon, lat] */
            facilities?: (number[] | null)[];
            /** @description facilities of a higher tier count for the lower kinds asked for */
            higher_tiers?: boolean;
            /** @description codes of /v1/kinds, or sets of them: URBAN_HOME_COMMUNITY, RURAL_THREE_TIER, ALL_ELDER */
            kinds: string[];
            /**
             * Format: double
             * @description in place of a radius: minutes by road, with mode
             */
            minutes?: number;
            /** @enum {string} */
            mode?: "walk" | "drive";
            /** @description what-if: facilities that stand elsewhere */
            move?: components["schemas"]["MoveBody"][];
            /** @description facilities of other counties here count where they reach in */
            neighbours?: boolean;
            /**
             * Format: double
             * @description by road: how far a place may lie from one and be walked to; left out: 500
             */
            off_road_m?: number;
            /**
             * @description age groups; left out: all there are
             * @example [
             *       "all",
             *       "60+"
             *     ]
             */
            people?: string[];
            /** @description leave the land out */
            people_only?: boolean;
            /** Format: int64 */
            plan?: number;
            /**
             * @description metres by kind, where they differ
             * @example {
             *       "ELD_RURAL_SUB": 2000
             *     }
             */
            radii_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description metres, straight line on the ellipsoid; of every kind that radii_m does not name
             * @example 1000
             */
            radius_m?: number;
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "urban" | "rural";
            /**
             * Format: double
             * @description a unit is served when this share of its people is covered
             * @default 0.5
             */
            served_share: number;
            /** @description each kind reaches as far as its standard says (radius_m of /v1/kinds); radii_m may name exceptions */
            standards?: boolean;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * @description what the units' share counts
             * @default having
             * @enum {string}
             */
            unit_rule: "having" | "served";
            /** @description what more is worked out than shares */
            with?: ("redundancy" | "nearest" | "closing" | "curve" | "capacity")[];
        };
        ExtentBody: {
            spatial: components["schemas"]["SpatialBody"];
            temporal: components["schemas"]["TemporalBody"];
        };
        FacilityBody: {
            facts: components["schemas"]["FactsBody"];
            from: string | null;
            /** @description the villager group that its place was taken from */
            group?: string;
            /** Format: int64 */
            id: number;
            /** @description on the edition's day */
            in_operation: boolean;
            kind: string;
            name: string;
            opened: string | null;
            /** @description the bureau's own number */
            ref?: string;
            /**
             * @description how its place was found; unit: it has none
             * @enum {string}
             */
            source: "unit" | "point" | "group" | "planner";
            state: string;
            to: string | null;
            /** @description code of the lowest unit that it stands in on the edition's day */
            unit: string | null;
            unit_name?: string;
        };
        FacilityFields: {
            /** @description replaces all figures */
            facts?: components["schemas"]["FactsBody"];
            /** @description the day from which this holds; a new facility: since always, a change: today */
            from?: string;
            /** @description a code of /v1/kinds */
            kind?: string;
            /** Format: double */
            lat?: number;
            /** Format: double */
            lon?: number;
            name?: string;
            opened?: string;
            ref?: string;
            /** @description 运营, 在建, 筹建, 规划, 停用, 整治中, 已完成 */
            state?: string;
            /** @description where no place is known: it then counts by unit, not by distance */
            unit?: string;
        };
        FacilityOutputBody: {
            edition: components["schemas"]["EditionBody"];
            facility: components["schemas"]["FacilityBody"];
        };
        FactsBody: {
            approval?: string;
            /** Format: double */
            area_built_m2?: number;
            /** Format: double */
            area_mu?: number;
            /** Format: int64 */
            beds?: number;
            build_kind?: string;
            /** Format: int64 */
            care_beds?: number;
            contract?: boolean;
            extended?: boolean;
            /** Format: int64 */
            graves_total?: number;
            /** Format: int64 */
            graves_used?: number;
            independent?: boolean;
            /** Format: double */
            investment_wan?: number;
            model?: string;
            operator?: string;
            operator_mode?: string;
            partner?: string;
            /** Format: int64 */
            population?: number;
            public?: boolean;
            remark?: string;
            /** Format: int64 */
            residents?: number;
            served?: string;
            social?: boolean;
            /**
             * Format: int64
             * @description people who work there
             */
            staff?: number;
            /** Format: int64 */
            teams?: number;
            /** Format: int64 */
            tombs_done?: number;
            /** Format: int64 */
            tombs_total?: number;
            /** Format: int64 */
            volunteers_active?: number;
            /** Format: int64 */
            volunteers_registered?: number;
        };
        FigureBody: {
            /** Format: double */
            area_m2: number;
            level: string;
            /** Format: double */
            mean_area_m2: number;
            /** Format: double */
            mean_people: number;
            /** Format: int64 */
            people: number;
            /** @description left out: the whole level */
            type?: string;
            /** Format: int64 */
            units: number;
        };
        FigureStatisticBody: {
            /** @description as of which it holds; in the place of it a year may be given */
            day?: string;
            /**
             * Format: int64
             * @description in the place of unit: a facility's number
             */
            facility?: number;
            /** @description what it counts: deaths, cremated, support_central, support_entitled, projects_planned, projects_done, or a key that the county's own indicators ask for */
            key: string;
            note?: string;
            /** @description code of the county, a township or a village, as it is on the day */
            unit?: string;
            /**
             * Format: int64
             * @description null takes it away
             */
            value: number | null;
            /**
             * Format: int64
             * @description the whole year: its last day
             */
            year?: number;
        };
        FreeBody: {
            /**
             * Format: double
             * @description free
             */
            area_m2: number;
            /**
             * Format: double
             * @description the same in 亩
             */
            area_mu: number;
            /**
             * Format: double
             * @description within zones and their strips; area_m2 and this are all of of_m2
             */
            forbidden_m2: number;
            name: string;
            /**
             * Format: double
             * @description the unit's land
             */
            of_m2: number;
            /**
             * Format: int64
             * @description separate pieces of free land
             */
            parts: number;
            /**
             * Format: double
             * @description area_m2/of_m2
             */
            share: number;
            unit: string;
        };
        FreelandInputBody: {
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /**
             * @default county
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * @default geojson
             * @enum {string}
             */
            format: "geojson" | "csv" | "xlsx";
            /**
             * Format: int64
             * @description how many zones to name beside those that forbid a site
             */
            nearest?: number;
            /** Format: int64 */
            plan?: number;
            /**
             * @description width of the strip around zones of a kind, in metres; kinds left out keep what was imported
             * @example {
             *       "railway": 300
             *     }
             */
            setbacks_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description how far edges drawn may lie beyond the true ones; left out: 0.5
             */
            tolerance_m?: number;
            /** @description only what lies in this unit; left out: the county */
            unit?: string;
        };
        GapBody: {
            /** Format: double */
            area_m2: number;
            name: string;
            /** @description of the unit's groups that are not covered */
            people: {
                [key: string]: number;
            };
            /** @description its code; empty for people in no unit of the level */
            unit: string;
        };
        Geometry: {
            coordinates?: unknown;
            geometries?: components["schemas"]["Geometry"][];
            type: string;
        };
        GraveLineBody: {
            /**
             * Format: double
             * @description graves needed a year
             */
            annual: number;
            /**
             * Format: int64
             * @description that serve it
             */
            cemeteries: number;
            code: string;
            /**
             * Format: int64
             * @description its part of the free graves of the cemeteries that serve it
             */
            free: number;
            /**
             * Format: double
             * @description until free is used up; null where nobody needs any
             */
            lasts_years: number | null;
            name: string;
            /**
             * Format: double
             * @description in all years asked for
             */
            needed: number;
            /** Format: int64 */
            people: number;
            /**
             * Format: double
             * @description needed less free; below 0 what is left over
             */
            short: number;
        };
        GravesBody: {
            cemeteries: components["schemas"]["CemeteryBody"][];
            definition: components["schemas"]["MeaningBody"];
            edition: components["schemas"]["EditionBody"];
            input_hash: string;
            /** Format: double */
            rate_per_mille: number;
            total: components["schemas"]["GraveLineBody"];
            townships: components["schemas"]["GraveLineBody"][];
            villages: components["schemas"]["GraveLineBody"][];
            /** @description codes of villages that no cemetery stands in or serves */
            without: string[];
            /** Format: int64 */
            years: number;
        };
        GridInputBody: {
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * @default json
             * @enum {string}
             */
            format: "json" | "geojson" | "csv" | "xlsx";
            /**
             * Format: double
             * @description side of the squares in metres; at most 250,000 places
             */
            grid_m: number;
            /**
             * Format: int64
             * @description how many zones to name beside those that forbid a site
             */
            nearest?: number;
            /** Format: int64 */
            plan?: number;
            /**
             * @description width of the strip around zones of a kind, in metres; kinds left out keep what was imported
             * @example {
             *       "railway": 300
             *     }
             */
            setbacks_m?: {
                [key: string]: number;
            };
            /** @description code of the unit to judge; left out: the county */
            unit?: string;
        };
        HeirBody: {
            code: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: double
             * @description the confidence, 0 to 1, where nobody has confirmed it
             */
            inferred?: number;
            name: string;
            /** Format: double */
            share_area: number;
            /**
             * Format: double
             * @description of the former unit's people
             */
            share_people: number;
        };
        HeritageBody: {
            code: string;
            from: components["schemas"]["AncestorBody"][];
            having: boolean;
            in_scope: boolean;
            name: string;
            people: {
                [key: string]: components["schemas"]["RatioBody"];
            };
            served: boolean;
        };
        HitBody: {
            /** @description of a unit no more in force on the day: the units it became, with shares */
            became?: components["schemas"]["HeirBody"][];
            code?: string;
            county: string;
            from?: string;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "unit" | "facility";
            level?: string;
            /** @description the name or code that matched, where it is not the one it bears on the day */
            matched?: string;
            name: string;
            /** @description a point inside, lon/lat */
            point: number[] | null;
            to?: string;
            /** @description of a unit; of a facility, its kind */
            type?: string;
        };
        IndicatorBody: {
            /** @description township by township */
            by: components["schemas"]["PartBody"][];
            code: string;
            day: string;
            definition: components["schemas"]["IndicatorBodyDefinitionStruct"];
            /**
             * Format: int64
             * @description null: a count has none, or it is not known
             */
            denominator: number | null;
            /** @description elder, funeral, rescue, volunteer, governance, registration, reference: of the facilities it counts; divisions; other */
            domain: string;
            edition: components["schemas"]["EditionBody"];
            /** @enum {string} */
            form: "count" | "percent" | "mean";
            /** @description names of what is short of the denominator, where the indicator lists it */
            gap: string[];
            /** @description the same county, day, plan, versions, table and typed figures give the same */
            input_hash: string;
            /** @description as much as the target is enough; null without a target or a figure */
            met: boolean | null;
            /**
             * Format: int64
             * @description how many more are needed to meet the target, the denominator as it is; 0 where it is met
             */
            missing: number | null;
            name: string;
            name_en: string;
            /**
             * Format: int64
             * @description null: not known; the definition says why
             */
            numerator: number | null;
            /** @description how the target is meant: >= or <=; empty without a target */
            op: string;
            /**
             * Format: double
             * @description the share in per cent to three decimals
             */
            pct: number | null;
            /**
             * Format: double
             * @description numerator/denominator to five decimals
             */
            share: number | null;
            /** @description where it is asked for */
            source?: string;
            /**
             * Format: double
             * @description per cent for a share; null: none for the year
             */
            target: number | null;
            /** @description keys of the typed figures (POST /v1/statistics) that it asks for */
            typed?: string[];
            /** @description the units or facilities behind the numbers */
            units: components["schemas"]["ItemBody"][];
            /** Format: int64 */
            year: number;
        };
        IndicatorBodyDefinitionStruct: {
            en: string;
            zh: string;
        };
        InferenceBody: {
            /** @description who decided, or whose import suggested it */
            author?: string;
            /**
             * Format: double
             * @description 0 to 1
             */
            confidence: number;
            /** @enum {string} */
            evidence: "land" | "code_and_name" | "name" | "code" | "groups" | "person";
            /** Format: int64 */
            from_unit?: number;
            /**
             * Format: int64
             * @description missing where nothing is committed yet
             */
            id?: number;
            level: string;
            /** @enum {string} */
            state: "proposed" | "confirmed" | "rejected";
            /** Format: int64 */
            to_unit?: number;
            /** @description one sentence: what speaks for it */
            why: string;
        };
        InferenceInputBody: {
            /** @enum {string} */
            decision: "confirm" | "reject" | "reopen";
            /** @description what it was in truth: merge, absorb, split, transfer, rename, recode, retype or border */
            kind?: string;
            /** @description code, on the day, of the unit that it became in truth */
            to?: string;
        };
        InferencesOutputBody: {
            county: string;
            inferences: components["schemas"]["InferenceBody"][];
            /**
             * Format: int64
             * @description of the county, after a decision
             */
            version?: number;
        };
        ItemBody: {
            /** @description of the unit, or that the facility stands in */
            code?: string;
            /** Format: int64 */
            denominator: number;
            /** Format: int64 */
            facility?: number;
            name: string;
            /**
             * Format: int64
             * @description what it adds to the numerator
             */
            numerator: number;
        };
        JobBody: {
            /** Format: int64 */
            done: number;
            /** @description the file that it makes */
            export?: string;
            failure?: string;
            /** @description where that is fetched, once it is there */
            file?: string;
            id: string;
            /** @description the upload that it works on */
            import?: string;
            /** @description what is to be said of the file: what it could not show or take as it stands; left out: nothing */
            notes?: string[];
            state: string;
            /** Format: int64 */
            total: number;
        };
        JudgeInputBody: {
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * @description report: an object with edition, definition and input_hash around the sites
             * @default json
             * @enum {string}
             */
            format: "json" | "report" | "geojson" | "csv" | "xlsx";
            /**
             * Format: int64
             * @description how many zones to name beside those that forbid a site
             */
            nearest?: number;
            /** Format: int64 */
            plan?: number;
            /** @description [lon, lat] in degrees */
            points: (number[] | null)[];
            /**
             * @description width of the strip around zones of a kind, in metres; kinds left out keep what was imported
             * @example {
             *       "railway": 300
             *     }
             */
            setbacks_m?: {
                [key: string]: number;
            };
        };
        JudgedBody: {
            forbidden: boolean;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            /** @description further ones, the one nearest to forbidding it first */
            nearest?: components["schemas"]["ZoneHitBody"][];
            /** @description not in the county, of which alone the zones are known: counts as forbidden */
            outside: boolean;
            /** @description code of the lowest unit that holds it; empty: none */
            unit: string;
            unit_name: string;
            /** @description those that forbid it, the nearest first */
            zones: components["schemas"]["ZoneHitBody"][];
        };
        JudgedGridBody: {
            /** @description a place may be forbidden by several */
            by_kind: components["schemas"]["ZoneCountBody"][];
            /** Format: int64 */
            count: number;
            definition: components["schemas"]["MeaningBody"];
            edition: components["schemas"]["EditionBody"];
            /** Format: int64 */
            forbidden: number;
            /** Format: int64 */
            free: number;
            /** Format: double */
            free_share: number;
            /** Format: double */
            grid_m: number;
            input_hash: string;
            /** @description where there are at most 10,000; more come as a file */
            sites?: components["schemas"]["JudgedBody"][];
            unit: string;
            unit_name: string;
        };
        JudgedReportBody: {
            /** Format: int64 */
            count: number;
            definition: components["schemas"]["MeaningBody"];
            edition: components["schemas"]["EditionBody"];
            /** Format: int64 */
            forbidden: number;
            input_hash: string;
            sites: components["schemas"]["JudgedBody"][];
        };
        KindBody: {
            code: string;
            colour?: string;
            domain: string;
            en: string;
            /**
             * Format: double
             * @description default reach; 0: it has none
             */
            radius_m: number;
            symbol?: string;
            tier?: string;
            zh: string;
        };
        KindsOutputBody: {
            kinds: components["schemas"]["KindBody"][];
        };
        LandBody: {
            /** Format: double */
            covered_m2: number;
            /** Format: double */
            of_m2: number;
            /** Format: double */
            share: number;
        };
        LandingBody: {
            description: string;
            links: components["schemas"]["LinkBody"][];
            title: string;
        };
        LeftOutBody: {
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            /**
             * Format: double
             * @description far_from_road: metres to the nearest; left out where there is none within 50 km
             */
            road_m?: number;
            /** @enum {string} */
            why: "outside" | "far_from_road" | "spacing" | "zone";
            zones?: components["schemas"]["LeftOutZone"][];
        };
        LeftOutZone: {
            article: string;
            /** Format: double */
            distance_m: number;
            kind: string;
            name: string;
            /** Format: double */
            setback_m: number;
        };
        LineBody: {
            area: components["schemas"]["LandBody"];
            beds?: components["schemas"]["BedsBody"];
            code: string;
            /** @description null where nobody lives */
            distance?: components["schemas"]["DistanceBody"];
            name: string;
            people: {
                [key: string]: components["schemas"]["RatioBody"];
            };
            /** @description people covered by exactly 0, 1, 2, ... facilities; the last number counts those of ten and more */
            redundancy?: {
                [key: string]: number[];
            };
            units: components["schemas"]["UnitsShareBody"];
        };
        LinkBody: {
            href: string;
            rel: string;
            /** @description the address has parts in braces to be filled in */
            templated?: boolean;
            title?: string;
            type?: string;
        };
        ListPlansOutputBody: {
            county: string;
            plans: components["schemas"]["PlanBody"][];
        };
        LoadBody: {
            /**
             * Format: int64
             * @description null: unknown
             */
            beds: number | null;
            facility: components["schemas"]["StandingBody"];
            /** Format: int64 */
            taken: number;
        };
        MadeBody: {
            /** Format: date-time */
            asked: string;
            /** Format: date-time */
            expires: string;
            format: string;
            name: string;
            /** @description of the file */
            sha256?: string;
            /**
             * Format: int64
             * @description in bytes; 0 until it is there
             */
            size: number;
            what: string;
        };
        MarkerBody: {
            day?: string;
            /** @description 单立, 双立, 三面, ... */
            kind?: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            material?: string;
            number: string;
            remark?: string;
            /** @description where it stands: 界线上, or the unit on whose land */
            side?: string;
        };
        MeaningBody: {
            en: string;
            zh: string;
        };
        MoveBody: {
            /** Format: int64 */
            id: number;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
        };
        NearestBody: {
            /** @description within reach of this facility or of another */
            covered: boolean;
            /**
             * Format: double
             * @description metres, or minutes where the question asks by road
             */
            distance: number | null;
            /** @description null: there is none */
            facility: components["schemas"]["StandingBody"];
            group: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            people: {
                [key: string]: number;
            };
            /** @description code of the village; empty for none */
            unit: string;
        };
        OpenedBody: {
            /**
             * Format: double
             * @description geodesic, in a preview
             */
            area_m2?: number;
            code: string;
            from: string | null;
            name: string;
            parent: string;
            /**
             * Format: int64
             * @description of the villager groups in it, in a preview
             */
            people?: number;
            /** @description GeoJSON MultiPolygon, in a preview */
            shape?: components["schemas"]["Geometry"];
            to: string | null;
            type: string;
        };
        PaperBody: {
            /** @description where its bytes are */
            address: string;
            author: string;
            /** Format: int64 */
            id: number;
            /** @description told from the bytes */
            media_type: string;
            name: string;
            note?: string;
            recorded: string;
            sha256: string;
            /**
             * Format: int64
             * @description bytes
             */
            size: number;
            /** @description the stage it belongs to; left out: the change as a whole */
            state?: string;
        };
        PapersOutputBody: {
            papers: components["schemas"]["PaperBody"][];
        };
        PartBody: {
            code: string;
            /** Format: int64 */
            denominator: number;
            name: string;
            /** Format: int64 */
            numerator: number;
        };
        PlaceBody: {
            facility: components["schemas"]["StandingBody"];
            kind?: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            /**
             * Format: double
             * @description in a straight line; left out by road
             */
            reach_m?: number;
        };
        PlanBody: {
            author: string;
            /**
             * Format: int64
             * @description the county's version when it was last edited
             */
            base: number;
            /** @description of a plan over several counties: the version of each then */
            bases?: {
                [key: string]: number;
            };
            /** @description all that its orders concern; every read of one of them can be asked with plan= */
            counties: string[];
            county: string;
            facilities: components["schemas"]["PlannedBody"][];
            /** @description whether it can still be applied; in the list left out */
            fits?: boolean;
            /** Format: int64 */
            id: number;
            /** @description a county of it was written since */
            moved: boolean;
            name: string;
            note?: string;
            orders: unknown[];
            /** @description what no longer fits: every order, every rule */
            problems?: components["schemas"]["PlanProblem"][];
            /**
             * Format: int64
             * @description the change it became
             */
            published?: number;
            /**
             * Format: int64
             * @description rises with each edit; If-Match of PATCH
             */
            version: number;
        };
        PlanFields: {
            /** @description facilities as the plan would have them; replaces all */
            facilities?: components["schemas"]["PlannedBody"][];
            name?: string;
            note?: string;
            /** @description changes files, applied in order; replaces all */
            orders?: unknown[];
        };
        PlanPreviewBody: {
            /** @description and as they would be; as before where the plan does not fit */
            after: components["schemas"]["FigureBody"][];
            /** @description the units as they are on the day */
            before: components["schemas"]["FigureBody"][];
            /** @description units that differ, in order of code; the ground of each as it would be */
            changed: components["schemas"]["ChangedUnitBody"][];
            effective: string;
            fits: boolean;
            /** @description units that are no more */
            gone: components["schemas"]["StandingUnitBody"][];
            lineage: components["schemas"]["StrandBody"][];
            /**
             * Format: int64
             * @description villager groups whose unit is another one afterwards
             */
            moved_groups: number;
            /** @description what does not fit; change counts over all orders, from 1 */
            problems: components["schemas"]["PlanProblem"][];
            /** @description of the counties: If-Match of the publication */
            versions: {
                [key: string]: number;
            };
            /** @description what is allowed but unusual */
            warnings: components["schemas"]["WarningBody"][];
        };
        PlanProblem: {
            /**
             * Format: int64
             * @description which change of the order, from 1; left out: the order as a whole
             */
            change?: number;
            /**
             * Format: int64
             * @description which of the plan's orders, from 1; 0: its facilities
             */
            order: number;
            /** @description the rule that is broken */
            rule?: string;
            said: string;
            /** @description code of the unit concerned */
            unit?: string;
        };
        PlannedBody: {
            /** @description of a new one in a plan over several counties; left out: the plan's own */
            county?: string;
            /** Format: int64 */
            id?: number;
            /** @description a code of /v1/kinds */
            kind?: string;
            /** Format: double */
            lat?: number;
            /** Format: double */
            lon?: number;
            name?: string;
            remove?: boolean;
            /** @description left out: 运营 for a new one */
            state?: string;
        };
        PreviewPlanInputBody: {
            /** @description the day; left out: the latest of the orders */
            effective?: string;
            /** @description changes files in place of the plan's own */
            orders?: unknown[];
        };
        Problem: {
            /** @description what is wrong here and what to do */
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description the request, as the log names it */
            instance?: string;
            /** Format: int64 */
            status: number;
            /** @description the kind of problem in a few words */
            title: string;
            /**
             * @description a stable name of the kind of problem
             * @example urn:xiantu:problem:conflict
             */
            type: string;
            /**
             * Format: int64
             * @description the county's present version, where the one given has passed
             */
            version?: number;
            /** @description present versions by county, where several are concerned */
            versions?: {
                [key: string]: number;
            };
        };
        ProblemDetail: {
            /** @description such as query.at or body.kinds[0] */
            location?: string;
            message: string;
        };
        ProposalBody: {
            code: string;
            reason: string;
            unit: string;
        };
        PublishInputBody: {
            approved?: string;
            /** @description number of the approval */
            document?: string;
            /** @description the first day on which it holds */
            effective: string;
            /** @description left out: the plan's name */
            title?: string;
        };
        PutStatisticsInputBody: {
            /** @description may be left out where there is only one */
            county?: string;
            figures: components["schemas"]["FigureStatisticBody"][];
        };
        QuestionBody: {
            /** @description what-if: further facilities, each of a kind */
            add?: components["schemas"]["AddedBody"][];
            /** @description a part of the county (片区): what lies outside is not asked for */
            area?: components["schemas"]["AreaBody"];
            /** @description the age group that takes the beds of capacity; left out: 60+, or else the first */
            beds_for?: string;
            /**
             * @default township
             * @enum {string}
             */
            by: "county" | "township" | "village";
            /** @description what-if: ids of facilities that are no more */
            close?: number[];
            /** @description radii (or minutes) of the curve; left out: twenty steps up to twice the reach */
            curve?: number[];
            /** @description what-if: further facilities, [lon, lat] */
            facilities?: (number[] | null)[];
            /** @description facilities of a higher tier count for the lower kinds asked for */
            higher_tiers?: boolean;
            /** @description codes of /v1/kinds, or sets of them: URBAN_HOME_COMMUNITY, RURAL_THREE_TIER, ALL_ELDER */
            kinds: string[];
            /**
             * Format: double
             * @description in place of a radius: minutes by road, with mode
             */
            minutes?: number;
            /** @enum {string} */
            mode?: "walk" | "drive";
            /** @description what-if: facilities that stand elsewhere */
            move?: components["schemas"]["MoveBody"][];
            /** @description facilities of other counties here count where they reach in */
            neighbours?: boolean;
            /**
             * Format: double
             * @description by road: how far a place may lie from one and be walked to; left out: 500
             */
            off_road_m?: number;
            /**
             * @description age groups; left out: all there are
             * @example [
             *       "all",
             *       "60+"
             *     ]
             */
            people?: string[];
            /** @description leave the land out */
            people_only?: boolean;
            /**
             * @description metres by kind, where they differ
             * @example {
             *       "ELD_RURAL_SUB": 2000
             *     }
             */
            radii_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description metres, straight line on the ellipsoid; of every kind that radii_m does not name
             * @example 1000
             */
            radius_m?: number;
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "urban" | "rural";
            /**
             * Format: double
             * @description a unit is served when this share of its people is covered
             * @default 0.5
             */
            served_share: number;
            /** @description each kind reaches as far as its standard says (radius_m of /v1/kinds); radii_m may name exceptions */
            standards?: boolean;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * @description what the units' share counts
             * @default having
             * @enum {string}
             */
            unit_rule: "having" | "served";
            /** @description what more is worked out than shares */
            with?: ("redundancy" | "nearest" | "closing" | "curve" | "capacity")[];
        };
        RatioBody: {
            /** Format: int64 */
            covered: number;
            /** Format: int64 */
            of: number;
            /**
             * Format: double
             * @description covered/of to five decimals; 0 of nothing
             */
            share: number;
        };
        RecordBody: {
            approved?: string;
            author: string;
            /** Format: int64 */
            change: number;
            document?: string;
            /** @description until when it is to be carried out; null where its approval is not entered */
            due: components["schemas"]["DueBody"];
            effective: string;
            /** @description the changes file as it came */
            file: unknown;
            papers: components["schemas"]["PaperBody"][];
            /** Format: int64 */
            plan?: number;
            recorded: string;
            /** @description the furthest stage reached; see /v1/changes/{id}/states */
            state: string;
            /** @description the stages it went through */
            states: components["schemas"]["StepBody"][];
            title: string;
        };
        RecordBorderInputBody: {
            /** @description codes of the units on both sides; one alone: its border with what is no unit of its level, such as the county's outer border */
            between: string[];
            /** @description 河流, 沟渠, 道路, 山脊, 直线, ... */
            carrier?: string;
            /** @description may be left out where there is only one */
            county?: string;
            /** @description replaces all papers */
            documents?: components["schemas"]["BorderDocumentBody"][];
            /** @description the day from which this holds; left out: today */
            from?: string;
            /** @description replaces all markers */
            markers?: components["schemas"]["MarkerBody"][];
            /** @description of the county's outer border: the county beyond */
            neighbour?: string;
            number?: string;
            remark?: string;
            /** @description 草拟, 协议, 勘定, 公告 */
            state?: string;
            /** @description two places on the border, lon/lat: only the part between them; they are put on its nearest vertices */
            stretch?: (number[] | null)[];
        };
        RepairsBody: {
            /**
             * Format: double
             * @description pieces up to this width in metres go to the unit along the longest border, unless pieces says otherwise
             */
            narrow_m?: number;
            /** @description a piece's name in the report -> the code of a unit beside it, longest (the unit along the longest border) or leave (it stays: a lake, an enclave) */
            pieces?: {
                [key: string]: string;
            };
        };
        RingBody: {
            /**
             * Format: double
             * @description metres, or minutes
             */
            upto: number;
            /** Format: double */
            weight: number;
        };
        SearchOutputBody: {
            edition: components["schemas"]["EditionBody"];
            hits: components["schemas"]["HitBody"][];
        };
        ShareEffectBody: {
            /** Format: double */
            area: number;
            /** @enum {string} */
            cause: "recounted" | "denominator" | "units" | "reclassified" | "closed" | "moved" | "opened";
            name_en: string;
            name_zh: string;
            /** @description by age group, parts of 1 */
            people: {
                [key: string]: number;
            };
            /** Format: double */
            units: number;
        };
        SharesBody: {
            area: components["schemas"]["LandBody"];
            beds?: components["schemas"]["BedsBody"];
            /** @description null where nobody lives */
            distance?: components["schemas"]["DistanceBody"];
            people: {
                [key: string]: components["schemas"]["RatioBody"];
            };
            /** @description people covered by exactly 0, 1, 2, ... facilities; the last number counts those of ten and more */
            redundancy?: {
                [key: string]: number[];
            };
            units: components["schemas"]["UnitsShareBody"];
        };
        SheetBody: {
            /**
             * @description of coverage, gaps and density: the age group that is shown; left out: the first of the question, or all
             * @example 60+
             */
            age?: string;
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description a book as PDF, by a job: cover, contents, the county's sheets, one of every township, and tables */
            atlas?: boolean;
            /** @description sources and licences to print */
            attribution?: string;
            /**
             * @description for border: the units on both sides, by code or whole name; the second may be another county, of this database or recorded as the neighbour; one alone: its border with what is no unit of its level, such as the county's outer border
             * @example [
             *       "511425101",
             *       "511425102"
             *     ]
             */
            between?: string[];
            /** @description the day before, of a comparison (原/现对照图): two maps at one scale and a table of what became what; with a plan: of the county without it */
            compare?: string;
            /** @description 编制单位 */
            compiler?: string;
            /** @description may be left out where there is only one */
            county?: string;
            /**
             * Format: int64
             * @description of a PNG
             * @default 150
             */
            dpi: number;
            /**
             * @description kinds of facility to show, or sets of them
             * @example [
             *       "ALL_ELDER"
             *     ]
             */
            facilities?: string[];
            /** @description the facilities shown are named too, beside their symbols, on leader lines or in a numbered key; not those that share a symbol */
            facility_names?: boolean;
            /**
             * @default pdf
             * @enum {string}
             */
            format: "pdf" | "svg" | "png";
            /** @description meridians and parallels across the map too */
            graticule?: boolean;
            /** @description for indicator: its code, as in /v1/indicators */
            indicator?: string;
            /**
             * @description what the sheet shows: the county by township or village; a thematic map of a question's answer or gaps, an indicator, people a square kilometre, or registered volunteers; or the sheets of one border for its agreement (界线协议书附图), with its points, markers, course and signatures
             * @default townships
             * @enum {string}
             */
            kind: "townships" | "villages" | "coverage" | "gaps" | "indicator" | "density" | "volunteers" | "border";
            /**
             * @description of the sheet's fixed words; left out: the request's
             * @enum {string}
             */
            lang?: "zh-CN" | "en";
            /**
             * @description of density: by what; left out: township
             * @enum {string}
             */
            level?: "township" | "village";
            /**
             * @description where there is no review number; left out: 内部用图, and 规划方案，未公布 of a plan
             * @example 送审稿
             */
            mark?: string;
            /**
             * @description of an atlas: how its gazetteer is ordered; left out: pinyin
             * @enum {string}
             */
            order?: "pinyin" | "strokes" | "code";
            /**
             * Format: int64
             * @description of an SVG or PNG where there are several sheets: which one; left out: the first
             */
            page?: number;
            /**
             * @description safe: told apart without red and green; grey: for print in black; left out: the template's, or light
             * @enum {string}
             */
            palette?: "light" | "safe" | "grey";
            /**
             * @description A0 to A4, 全开, 对开, or WxH in millimetres; turned as the county lies, unless portrait or landscape follows
             * @default A4
             */
            paper: string;
            /** Format: int64 */
            plan?: number;
            /** @description refused without a review number */
            public?: boolean;
            /** @description for coverage and gaps; by township or village */
            question?: components["schemas"]["ExportedBody"];
            /** @description 审图号; without it the sheet is marked for internal use */
            review_number?: string;
            /**
             * Format: int64
             * @description denominator; left out: the largest round one that fits
             */
            scale?: number;
            /** @description of an atlas: the day from which its lineage is told; left out: from the first change */
            since?: string;
            /** @description a bureau's own texts and choices, as in docs/maps.md; it may name no fonts and pictures here */
            template?: {
                [key: string]: unknown;
            };
            title?: string;
            /**
             * Format: double
             * @description for border: metres that it turns off the straight before a turning point is named, as in /v1/registers; left out: 30
             */
            tolerance_m?: number;
            /** @description the township that the sheet is of, by code or whole name; left out: the county */
            unit?: string;
            /** @description left out, though there is something to show */
            without?: ("water" | "railways" | "roads" | "peaks" | "places" | "surrounding" | "inset")[];
            /**
             * Format: int64
             * @description of an indicator: the plan's year; left out: the day's
             */
            year?: number;
        };
        ShiftBody: {
            /**
             * Format: double
             * @description how far it moved
             */
            distance_m: number;
            /** @description code of its unit before; empty: none */
            from: string;
            from_name: string;
            /**
             * @description unit: it stands where it stood, in another unit
             * @enum {string}
             */
            how: "opened" | "closed" | "moved" | "unit";
            /** Format: int64 */
            id: number;
            /** @description [lon, lat] */
            is: number[] | null;
            kind: string;
            name: string;
            /** @description code of its unit after; empty: none */
            to: string;
            to_name: string;
            /** @description [lon, lat] */
            was: number[] | null;
        };
        SideBody: {
            coverage?: components["schemas"]["SharesBody"];
            edition: components["schemas"]["EditionBody"];
            figures: components["schemas"]["FigureBody"][];
            /** @description of the plan */
            name?: string;
        };
        SiteBody: {
            /**
             * Format: int64
             * @description its place among the candidates given, from 0; -1 where they are villages or groups
             */
            candidate: number;
            /** @description of the lowest unit it lies in */
            code: string;
            /**
             * Format: int64
             * @description people newly reached, after the sites before it
             */
            gained: number;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            name: string;
            /**
             * Format: int64
             * @description 1: the one that brings most
             */
            rank: number;
            /**
             * Format: int64
             * @description people within its reach
             */
            reached: number;
            /**
             * Format: int64
             * @description people to whom nothing within reach is nearer; with a capacity those it serves
             */
            served: number;
            /**
             * Format: int64
             * @description people reached with it, all before it and what stands
             */
            total: number;
            township: string;
        };
        SitingAnswerBody: {
            /** @description people reached with the new sites too */
            after: components["schemas"]["RatioBody"];
            /** @description people reached by what stands */
            before: components["schemas"]["RatioBody"];
            /**
             * Format: double
             * @description no choice does better
             */
            bound: number;
            /** @description by township; empty where nothing says what counts as reached */
            by: components["schemas"]["SitingLineBody"][];
            /**
             * Format: int64
             * @description how many were weighed
             */
            candidates: number;
            /** @description the most that numbers of sites reach */
            curve?: components["schemas"]["CurveSitesBody"][];
            definition: components["schemas"]["DefinitionBody"];
            edition: components["schemas"]["EditionBody"];
            /**
             * Format: double
             * @description how far from the best possible at most: 0.004 is 0.4 %
             */
            gap: number;
            /** @description candidates that may not be taken */
            left_out: components["schemas"]["LeftOutBody"][];
            /**
             * Format: double
             * @description people reached, people times metres (or minutes), the longest way, or the number of sites
             */
            objective: number;
            /** @description no choice is better */
            proven: boolean;
            question: components["schemas"]["SitingBody"];
            question_id: string;
            /** Format: double */
            seconds: number;
            sites: components["schemas"]["SiteBody"][];
            /** @description by road: villager groups, and facilities that stand, too far from any */
            stranded?: components["schemas"]["StrandedBody"][];
            /** @description villager groups that no candidate reaches */
            unreachable: string[];
            /** @description metres, or minutes by road, to the nearest: before and after; for median and center */
            ways?: components["schemas"]["WayBody"][];
        };
        SitingBody: {
            /** @description codes or names of the townships or villages asked for; left out: the whole county */
            area?: string[];
            /** @description villages (the default): where villages and communities are labelled; groups: where villager groups are; or places, [lon, lat] */
            candidates?: ("villages" | "groups") | number[][];
            /**
             * Format: double
             * @description cover: each new site serves so many people at most, who may be shared out
             */
            capacity?: number;
            /**
             * Format: int64
             * @description how many new sites; not for all-covered
             */
            count?: number;
            /** @description cover: the most that 0, 1, ... count sites reach, too */
            curve?: boolean;
            /**
             * Format: double
             * @description such a share of each township's people is reached, at least
             */
            floor?: number;
            /**
             * @description what stands stays and counts; false: as if nothing stood
             * @default true
             */
            keep_existing: boolean;
            /** @description codes of /v1/kinds; those in operation stand already */
            kinds: string[];
            /**
             * Format: double
             * @description what counts as reached: minutes by road
             */
            minutes?: number;
            /**
             * @description how people travel, with minutes
             * @enum {string}
             */
            mode?: "walk" | "drive";
            /** @description facilities of the counties beside count where they reach in */
            neighbours?: boolean;
            /** @description of which kind the new sites are, where kinds reach differently far; may be left out where kinds has only one */
            new_kind?: string;
            /**
             * @description cover: the most people in reach; median: the least way of all people together; center: the least longest way; all-covered: the fewest sites that reach everyone, or a share
             * @default cover
             * @enum {string}
             */
            objective: "cover" | "median" | "center" | "all-covered";
            /**
             * Format: double
             * @description by road: what lies farther from any road is not put on one, but listed; left out: 500
             */
            off_road_m?: number;
            /**
             * @description the age group to be served
             * @default all
             */
            people: string;
            /**
             * @description metres by kind, where they differ
             * @example {
             *       "ELD_RURAL_SUB": 2000
             *     }
             */
            radii_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description what counts as reached: metres, straight line on the ellipsoid; of every kind that radii_m does not name
             * @example 1000
             */
            radius_m?: number;
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "urban" | "rural";
            /**
             * Format: double
             * @description all-covered: of the people to be reached; left out: 1
             */
            share?: number;
            /**
             * Format: double
             * @description new sites are so far from each other, and from what stands
             */
            spacing_m?: number;
            /** @description each kind reaches as far as its standard says; radii_m may name exceptions */
            standards?: boolean;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * Format: double
             * @description seconds; up to 25 (the default), and up to 600 as a stream of events
             */
            time_limit_s?: number;
            /** @description leave out candidates that the zones forbid; always so for cemeteries */
            zones?: boolean;
        };
        SitingInputBody: {
            /** @description codes or names of the townships or villages asked for; left out: the whole county */
            area?: string[];
            /** @description the day; left out or empty: the newest state */
            at?: string;
            /** @description villages (the default): where villages and communities are labelled; groups: where villager groups are; or places, [lon, lat] */
            candidates?: ("villages" | "groups") | number[][];
            /**
             * Format: double
             * @description cover: each new site serves so many people at most, who may be shared out
             */
            capacity?: number;
            /**
             * Format: int64
             * @description how many new sites; not for all-covered
             */
            count?: number;
            /** @description may be left out where there is only one */
            county?: string;
            /** @description cover: the most that 0, 1, ... count sites reach, too */
            curve?: boolean;
            /**
             * Format: double
             * @description such a share of each township's people is reached, at least
             */
            floor?: number;
            /**
             * @description left out: as Accept says, or else json
             * @enum {string}
             */
            format?: "json" | "geojson" | "csv" | "xlsx";
            /**
             * @description what stands stays and counts; false: as if nothing stood
             * @default true
             */
            keep_existing: boolean;
            /** @description codes of /v1/kinds; those in operation stand already */
            kinds: string[];
            /**
             * Format: double
             * @description what counts as reached: minutes by road
             */
            minutes?: number;
            /**
             * @description how people travel, with minutes
             * @enum {string}
             */
            mode?: "walk" | "drive";
            /** @description facilities of the counties beside count where they reach in */
            neighbours?: boolean;
            /** @description of which kind the new sites are, where kinds reach differently far; may be left out where kinds has only one */
            new_kind?: string;
            /**
             * @description cover: the most people in reach; median: the least way of all people together; center: the least longest way; all-covered: the fewest sites that reach everyone, or a share
             * @default cover
             * @enum {string}
             */
            objective: "cover" | "median" | "center" | "all-covered";
            /**
             * Format: double
             * @description by road: what lies farther from any road is not put on one, but listed; left out: 500
             */
            off_road_m?: number;
            /**
             * @description the age group to be served
             * @default all
             */
            people: string;
            /** Format: int64 */
            plan?: number;
            /**
             * @description metres by kind, where they differ
             * @example {
             *       "ELD_RURAL_SUB": 2000
             *     }
             */
            radii_m?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description what counts as reached: metres, straight line on the ellipsoid; of every kind that radii_m does not name
             * @example 1000
             */
            radius_m?: number;
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "urban" | "rural";
            /**
             * Format: double
             * @description all-covered: of the people to be reached; left out: 1
             */
            share?: number;
            /**
             * Format: double
             * @description new sites are so far from each other, and from what stands
             */
            spacing_m?: number;
            /** @description each kind reaches as far as its standard says; radii_m may name exceptions */
            standards?: boolean;
            /** @description states that count beside those in operation */
            states?: string[];
            /**
             * Format: double
             * @description seconds; up to 25 (the default), and up to 600 as a stream of events
             */
            time_limit_s?: number;
            /** @description leave out candidates that the zones forbid; always so for cemeteries */
            zones?: boolean;
        };
        SitingLineBody: {
            after: components["schemas"]["RatioBody"];
            before: components["schemas"]["RatioBody"];
            code: string;
            name: string;
        };
        Source: {
            attribution?: string;
            /** Format: int64 */
            maxzoom?: number;
            /** Format: int64 */
            minzoom?: number;
            /** Format: int64 */
            tileSize?: number;
            tiles?: string[];
            type: string;
            url?: string;
        };
        SourceBody: {
            /**
             * Format: double
             * @description people in the catchment, by weight; 0: nobody can reach it, and its supply arrives nowhere
             */
            demand: number;
            facility: components["schemas"]["StandingBody"];
            /**
             * Format: double
             * @description supply/demand
             */
            ratio: number;
            /** Format: double */
            supply: number;
        };
        SpatialBody: {
            /** @description west, south, east, north */
            bbox: (number[] | null)[];
            crs: string;
        };
        StageBody: {
            /** @enum {string} */
            name: "before" | "recounted" | "redrawn" | "reclassified" | "closed" | "moved" | "opened";
            total: components["schemas"]["SharesBody"];
        };
        StandingBody: {
            /**
             * Format: int64
             * @description of an assumed site: its index in facilities, or after those in add
             */
            assumed?: number;
            /** @description of a facility of another county */
            county?: string;
            /**
             * Format: int64
             * @description of a facility
             */
            id?: number;
            name?: string;
        };
        StandingUnitBody: {
            /** Format: double */
            area_m2: number;
            code: string;
            /**
             * Format: int64
             * @description its identity; negative: a new unit
             */
            id: number;
            level: string;
            name: string;
            parent: string;
            /**
             * Format: int64
             * @description of the villager groups in it
             */
            people: number;
            type: string;
        };
        StatisticsBody: {
            edition: components["schemas"]["EditionBody"];
            figures: components["schemas"]["FigureStatisticBody"][];
        };
        StepBody: {
            author: string;
            /**
             * Format: int64
             * @description id of the entry that it supersedes
             */
            corrects?: number;
            day: string;
            document?: string;
            /** Format: int64 */
            id: number;
            /** @description in the language asked for: 批复 */
            name: string;
            note?: string;
            recorded: string;
            /** @description a stable name: approved */
            state: string;
            superseded?: string;
            /** @description of a correction: the reason */
            why?: string;
            /** @description it says that the stage was not reached after all */
            withdrawn?: boolean;
        };
        StrandBody: {
            /**
             * Format: int64
             * @description number of the change in /v1/changes
             */
            change?: number;
            /**
             * Format: double
             * @description of one that nobody has confirmed, 0 to 1
             */
            confidence?: number;
            day: string;
            from: string;
            from_name: string;
            /**
             * Format: int64
             * @description number in /v1/inferences, of a strand inferred between two snapshots
             */
            inference?: number;
            /** @description true: inferred, and nobody has confirmed it */
            inferred?: boolean;
            kind: string;
            /**
             * Format: double
             * @description of the former unit's area
             */
            share_area: number;
            /**
             * Format: double
             * @description of the former unit's people
             */
            share_people: number;
            to: string;
            to_name: string;
        };
        StrandedBody: {
            /**
             * Format: int64
             * @description id of the facility; left out with group: an assumed site
             */
            facility?: number;
            /** @description id of the villager group */
            group?: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            /** @description of the facility, or of the group's village */
            name?: string;
            /** @description of the group, by age */
            people?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description metres to the nearest road; null where none is within 50 km
             */
            road_m: number | null;
            /**
             * @description unreachable: no road leads from the group to any facility
             * @enum {string}
             */
            why: "far_from_road" | "unreachable";
        };
        StretchBody: {
            carrier?: string;
            /** @description lon, lat */
            end: number[] | null;
            from: string | null;
            /**
             * Format: int64
             * @description left out: nothing is recorded of it
             */
            id?: number;
            /** Format: double */
            length_m: number;
            neighbour?: string;
            number?: string;
            /**
             * Format: int64
             * @description the stretch that it was part of
             */
            origin?: number;
            remark?: string;
            /** @description lon, lat */
            start: number[] | null;
            state: string;
            to: string | null;
        };
        StyleLayer: {
            filter?: unknown[];
            id: string;
            layout?: {
                [key: string]: unknown;
            };
            /** Format: double */
            maxzoom?: number;
            /** Format: double */
            minzoom?: number;
            paint?: {
                [key: string]: unknown;
            };
            source?: string;
            "source-layer"?: string;
            type: string;
        };
        StyleSheet: {
            layers: components["schemas"]["StyleLayer"][];
            metadata?: {
                [key: string]: string;
            };
            name: string;
            sources: {
                [key: string]: components["schemas"]["Source"];
            };
            sprite?: string;
            /** Format: int64 */
            version: number;
        };
        TemporalBody: {
            /** @description first and last moment; null: open */
            interval: ((string | null)[] | null)[];
            trs: string;
        };
        TileCentrePoint: {
            coordinates: number[] | null;
            crs: string;
            tileMatrix: string;
        };
        TileLayerBody: {
            dataType: string;
            description: string;
            id: string;
            maxTileMatrix: string;
            minTileMatrix: string;
        };
        TileLimitsBody: {
            /** Format: int64 */
            maxTileCol: number;
            /** Format: int64 */
            maxTileRow: number;
            /** Format: int64 */
            minTileCol: number;
            /** Format: int64 */
            minTileRow: number;
            tileMatrix: string;
        };
        TileMatrixBody: {
            /**
             * Format: double
             * @description in metres
             */
            cellSize: number;
            cornerOfOrigin: string;
            id: string;
            /** Format: int64 */
            matrixHeight: number;
            /** Format: int64 */
            matrixWidth: number;
            pointOfOrigin: number[] | null;
            /** Format: double */
            scaleDenominator: number;
            /** Format: int64 */
            tileHeight: number;
            /** Format: int64 */
            tileWidth: number;
        };
        TilesetBody: {
            boundingBox?: components["schemas"]["BoundingBoxBody"];
            centerPoint?: components["schemas"]["TileCentrePoint"];
            crs: string;
            dataType: string;
            description?: string;
            layers?: components["schemas"]["TileLayerBody"][];
            links: components["schemas"]["LinkBody"][];
            mediaTypes?: string[];
            /** @description the tiles in which there can be anything */
            tileMatrixSetLimits?: components["schemas"]["TileLimitsBody"][];
            tileMatrixSetURI: string;
            title: string;
        };
        TilesetsBody: {
            links: components["schemas"]["LinkBody"][];
            tilesets: components["schemas"]["TilesetBody"][];
        };
        TilingBody: {
            crs: string;
            id: string;
            orderedAxes: string[];
            tileMatrices: components["schemas"]["TileMatrixBody"][];
            title: string;
            uri: string;
            wellKnownScaleSet: string;
        };
        TilingListBody: {
            crs: string;
            id: string;
            links: components["schemas"]["LinkBody"][];
            title: string;
            uri: string;
        };
        TilingsBody: {
            links: components["schemas"]["LinkBody"][];
            tileMatrixSets: components["schemas"]["TilingListBody"][];
        };
        TombAreaBody: {
            /** @description the nearest railway or trunk highway among the zones */
            along?: components["schemas"]["ZoneHitBody"];
            /** @description of a single tomb: 待迁, 已迁, 深埋, 绿化遮挡, 保留, or its state */
            became?: string;
            /** Format: int64 */
            id: number;
            name: string;
            /** @description tombs settled of all; left out where the area's tombs are not counted */
            settled?: components["schemas"]["RatioBody"];
            unit: string;
            unit_name: string;
        };
        TombsBody: {
            areas: components["schemas"]["TombAreaBody"][];
            definition: components["schemas"]["MeaningBody"];
            edition: components["schemas"]["EditionBody"];
            input_hash: string;
            /** @description of all key areas whose tombs are counted */
            settled: components["schemas"]["RatioBody"];
            /** @description tombs entered one by one, by what became of them */
            single: {
                [key: string]: number;
            };
            tombs: components["schemas"]["TombAreaBody"][];
        };
        UnitBody: {
            /** Format: double */
            area_m2: number;
            code: string;
            /** @description first day of this version; null: since always */
            from: string | null;
            /**
             * Format: int64
             * @description the unit's identity, which is not its code
             */
            id: number;
            level: string;
            name: string;
            name_full?: string;
            /** @description its parent's code on that day */
            parent: string | null;
            people: {
                [key: string]: number;
            };
            tier?: string;
            /** @description first day on which it holds no more; null: until further notice */
            to: string | null;
            /** @description 街道, 镇, 乡, 社区, 村, ... */
            type: string;
            urban: boolean;
        };
        UnitsShareBody: {
            /**
             * Format: int64
             * @description villages and communities with a facility inside
             */
            having: number;
            /** Format: int64 */
            of: number;
            /**
             * Format: int64
             * @description those whose people are covered
             */
            served: number;
            /** Format: double */
            share: number;
        };
        UnplacedBody: {
            /** Format: int64 */
            id: number;
            name: string;
            why: string;
        };
        UploadBody: {
            /** Format: date-time */
            arrived: string;
            county?: string;
            /** Format: int64 */
            done: number;
            /** Format: date-time */
            expires: string;
            failure?: string;
            /** @description of the upload and of its job */
            id: string;
            job: string;
            kind: string;
            options: components["schemas"]["ChoicesBody"];
            report: unknown;
            /** @enum {string} */
            state: "received" | "reading" | "staged" | "committing" | "committed" | "failed" | "cancelled";
            /**
             * Format: int64
             * @description 0 where not known yet
             */
            total: number;
            /** @description the counties' versions after the commit */
            versions?: {
                [key: string]: number;
            };
        };
        VectorLayer: {
            description: string;
            fields: {
                [key: string]: string;
            };
            id: string;
            /** Format: int64 */
            maxzoom: number;
            /** Format: int64 */
            minzoom: number;
        };
        WarningBody: {
            rule: string;
            said: string;
            unit?: string;
        };
        WayBody: {
            /** Format: double */
            longest: number;
            /** Format: double */
            mean: number;
        };
        WeightBody: {
            from: string;
            from_name: string;
            /**
             * Format: double
             * @description where it rests on lineage that was inferred and that nobody has confirmed: the least confidence of it, 0 to 1
             */
            inferred?: number;
            /** Format: double */
            share_area: number;
            /** Format: double */
            share_people: number;
            to: string;
            to_name: string;
        };
        ZoneCountBody: {
            kind: string;
            name: string;
            /** Format: int64 */
            places: number;
            /** Format: double */
            share: number;
        };
        ZoneHitBody: {
            article: string;
            /**
             * Format: double
             * @description geodesic; 0 within the zone or on its border
             */
            distance_m: number;
            id: string;
            kind: string;
            kind_name: string;
            name: string;
            /**
             * Format: double
             * @description the zone forbids where distance_m is at most this
             */
            setback_m: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
