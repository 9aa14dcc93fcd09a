// Holds the types of this folder to those of the interface: where a member is not, or
// cannot be, what the OpenAPI document says, the type check fails here. Nothing of this is
// left in the page.
import type { Committed, Proposal } from './changes'
import type { Change, County } from './counties'
import type { Answer, Closing, Comparison, CurveStep, Line, Nearest, Question, Shares } from './coverage'
import type { FacilityFacts, Kind } from './facilities'
import type { Choices, Upload } from './imports'
import type { Indicator, Item } from './indicators'
import type { Strand } from './lineage'
import type { Comparison as PlanComparison, Figure, Plan, Preview } from './plans'
import type { Schemas } from './schemas'
import type { ExportOrder, FileJob, SheetOrder } from './sheets'
import type { FreeFacts, Judged, ZoneHit } from './sitecheck'
import type { LeftOut, Site, SitingAnswer, SitingQuestion } from './siting'
import type { Edition, Hit, UnitFacts } from './units'

/** The members of ours that the interface does not have, or has with other values. */
type Stray<Ours, Theirs> = {
  [K in keyof Ours]-?: K extends keyof Theirs ? (Meets<Ours[K], Theirs[K]> extends true ? never : K) : K
}[keyof Ours]

/** Whether two types have values in common, of plain ones; objects are looked at by themselves. */
type Meets<A, B> = [Plain<A> & Plain<B>] extends [never] ? ([Plain<A>] extends [never] ? true : false) : true
type Plain<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T extends readonly unknown[] ? 'list' : T extends object ? 'object' : never

type Holds<Ours, Theirs> = [Stray<Ours, Theirs>] extends [never] ? true : Stray<Ours, Theirs>
/** Where it is not true, the error names the member. */
type Must<T extends true> = T

export type Contract = [
  Must<Holds<Question, Schemas['CoverageInputBody']>>,
  Must<Holds<Answer, Schemas['AnswerBody']>>,
  Must<Holds<Shares, Schemas['SharesBody']>>,
  Must<Holds<Line, Schemas['LineBody']>>,
  Must<Holds<Nearest, Schemas['NearestBody']>>,
  Must<Holds<Closing, Schemas['ClosingBody']>>,
  Must<Holds<CurveStep, Schemas['CurveBody']>>,
  Must<Holds<Comparison, Schemas['CoverageComparisonBody']>>,
  Must<Holds<County, Schemas['CountyBody']>>,
  Must<Holds<Change, Schemas['ChangeBody']>>,
  Must<Holds<Kind, Schemas['KindBody']>>,
  Must<Holds<FacilityFacts, Schemas['FacilityBody']>>,
  Must<Holds<UnitFacts, Schemas['UnitBody']>>,
  Must<Holds<Edition, Schemas['EditionBody']>>,
  Must<Holds<Hit, Schemas['HitBody']>>,
  Must<Holds<Strand, Schemas['StrandBody']>>,
  Must<Holds<Omit<Upload, 'report'>, Schemas['UploadBody']>>, // the report is a document of its own
  Must<Holds<Choices, Schemas['ChoicesBody']>>,
  Must<Holds<Indicator, Schemas['IndicatorBody']>>,
  Must<Holds<Item, Schemas['ItemBody']>>,
  Must<Holds<Plan, Schemas['PlanBody']>>,
  Must<Holds<Preview, Schemas['PlanPreviewBody']>>,
  Must<Holds<Figure, Schemas['FigureBody']>>,
  Must<Holds<PlanComparison, Schemas['ComparisonBody']>>,
  Must<Holds<Omit<Committed, 'file'>, Schemas['RecordBody']>>, // the order is a document of its own
  Must<Holds<Proposal, Schemas['ProposalBody']>>,
  Must<Holds<SheetOrder, Schemas['SheetBody']>>,
  Must<Holds<ExportOrder, Schemas['ExportBody']>>,
  Must<Holds<FileJob, Schemas['JobBody']>>,
  Must<Holds<Judged, Schemas['JudgedBody']>>,
  Must<Holds<ZoneHit, Schemas['ZoneHitBody']>>,
  Must<Holds<FreeFacts, Schemas['FreeBody']>>,
  Must<Holds<SitingQuestion, Schemas['SitingInputBody']>>,
  Must<Holds<SitingAnswer, Schemas['SitingAnswerBody']>>,
  Must<Holds<Site, Schemas['SiteBody']>>,
  Must<Holds<LeftOut, Schemas['LeftOutBody']>>,
]
