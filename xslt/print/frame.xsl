<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What stands around a letter's text: opener, dateline, salutation, closer, signature, address,
    postscript. -->

  <xsl:template match="opener | byline | titlePage" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('opener', k:leads(.), ('&#10;', k:anchor(.), k:lines(.))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="closer" mode="typst" as="xs:string*">
    <xsl:if test="not(k:is-tied(.))">
      <xsl:sequence select="k:call('closer', k:literal(k:place-id(.)), ('&#10;', k:anchor(.), k:lines(.))),
        '&#10;'"/>
    </xsl:if>
  </xsl:template>

  <!-- A short closer after a paragraph is set as the last line of that paragraph, or of its words after its
    last block (a salutation in it), so that it never stands alone on a page. -->
  <xsl:function name="k:is-tied" as="xs:boolean">
    <xsl:param name="closer" as="element(closer)"/>
    <xsl:variable name="before" as="node()?" select="k:before((k:parting($closer), $closer)[1])"/>
    <xsl:sequence select="exists($before/(self::p | self::ab)/k:last-run(.))
      and string-length(normalize-space($closer)) lt 500
      and empty($closer//(p | ab | list | table | lg | pb | div))
      and count($closer//(* except rs)[k:is-block(.)]) le 8"/>
  </xsl:function>

  <!-- What a paragraph has after the last of its blocks; all that it has where there is none. -->
  <xsl:function name="k:before" as="node()?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/preceding-sibling::node()[self::* or normalize-space()][1]"/>
  </xsl:function>
  <xsl:function name="k:behind" as="node()?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/following-sibling::node()[self::* or normalize-space()][1]"/>
  </xsl:function>

  <!-- The words of parting that stand as a paragraph before a closer ("Faithfully yours,"): a line of it, as
    it were, if they follow a longer paragraph. -->
  <xsl:function name="k:parting" as="element(p)?">
    <xsl:param name="closer" as="element(closer)"/>
    <xsl:variable name="line" as="element(p)?" select="k:before($closer)/self::p[empty(k:standing(.))]
      [string-length(normalize-space()) lt 60][empty(.//(note | pb | app | choice | *[k:is-block(.)]))]"/>
    <xsl:sequence select="$line[not($facing)][k:before(.)/(self::p | self::ab)
      [string-length(normalize-space()) gt 60]/k:last-run(.)]"/>
  </xsl:function>

  <!-- A few words that end a division as a paragraph (a name, where no closer is marked): the last line of a
    longer paragraph before them. -->
  <xsl:function name="k:last-words" as="element(p)?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="$paragraph[not($facing)][self::p or self::ab]
      [string-length(normalize-space()) gt 60][not(k:has-blocks(.))][empty(k:standing(.))]
      /k:behind(.)/self::p[empty(k:behind(.))]
      [string-length(normalize-space()) lt 40][not(k:is-parting(.))][empty(k:standing(.))]
      [empty(.//(note | pb | app | choice | *[k:is-block(.)]))]"/>
  </xsl:function>

  <!-- The closer that a paragraph carries as its last line. -->
  <xsl:function name="k:carried" as="element(closer)?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="next" as="node()?" select="k:behind($paragraph)"/>
    <xsl:sequence select="($next, $next/self::p/k:behind(.))/self::closer[k:is-tied(.)]
      [k:before((k:parting(.), .)[1]) is $paragraph]"/>
  </xsl:function>
  <xsl:function name="k:is-parting" as="xs:boolean">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="exists(k:behind($paragraph)/self::closer[k:is-tied(.)]
      [k:parting(.) is $paragraph])"/>
  </xsl:function>

  <!-- What parts at the end of a paragraph that has no other blocks: a signature, a day or a greeting beside
    it.  A day alone does so in the last paragraph only: another may begin with it. -->
  <xsl:function name="k:ending" as="element()*">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="parting" as="element()*"
      select="$paragraph/(signed | closer | dateline | salute)
      [empty(.//(p | ab | list | table | lg | pb | div))]"/>
    <xsl:variable name="last" as="element()*" select="$parting[empty(following-sibling::node()
      [self::* or normalize-space()] except $parting)]"/>
    <xsl:sequence select="$last[$last/(self::signed | self::closer) or empty(k:behind($paragraph))]
      [string-length(normalize-space(string-join($last))) lt 500]
      [empty($paragraph/*[k:breaks-up(.)] except $last)]"/>
  </xsl:function>

  <!-- Whether an element parts a paragraph into blocks; a note does not, whatever it holds. -->
  <xsl:function name="k:breaks-up" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="k:is-block($element) or not($element/self::note) and k:holds-blocks($element)"/>
  </xsl:function>

  <xsl:function name="k:last-run" as="node()*">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="ending" as="element()*" select="k:ending($paragraph)"/>
    <xsl:variable name="block" as="element()?"
      select="$paragraph/*[k:breaks-up(.)][empty($ending)][last()]"/>
    <xsl:variable name="run" as="node()*" select="if ($block) then $block/following-sibling::node()
      else $paragraph/node() except $ending"/>
    <xsl:sequence select="$run[empty(($block, $ending)) or exists($run[normalize-space()])]"/>
  </xsl:function>

  <!-- Blocks as they are, what stands between them on lines of its own. -->
  <xsl:function name="k:lines" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each-group select="$element/node()[not(self::comment() or self::processing-instruction())]"
      group-adjacent="k:is-block(.)">
      <xsl:variable name="inner" as="xs:string*"><xsl:apply-templates select="current-group()" mode="typst"/>
      </xsl:variable>
      <xsl:sequence select="if (current-grouping-key()) then $inner
        else if (normalize-space(string-join($inner)) = '') then ()
        else (k:call('on-its-line', $inner), '&#10;')"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:template match="dateline" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('dateline', (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="salute" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call(if (ancestor::closer) then 'farewell' else 'salute', k:leads(.),
      (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <!-- What stands above a text within the text, without notes (no block may hold such), stays with its
    first lines; what the heading holds does by that. -->
  <xsl:function name="k:leads" as="xs:string?">
    <xsl:param name="opener" as="element()"/>
    <xsl:variable name="document" as="document-node()?"
      select="root($opener)[. instance of document-node()]"/>
    <xsl:sequence select="'leads: true'[empty($opener/ancestor::*[self::closer or self::opener or self::note
      or self::cell]) and empty($opener//(note | ref | ptr | app | choice | pb))
      and empty($opener/ancestor-or-self::* intersect $document/(k:opening(.),
        accumulator-after('k:first')[1]))
      and exists(k:behind($opener))]"/>
  </xsl:function>

  <xsl:template match="signed" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('signed', (k:anchor(.), k:in-language(., k:content(.)))), '&#10;'"/>
  </xsl:template>

  <xsl:template match="address" mode="typst" as="xs:string*">
    <xsl:variable name="lines" as="xs:string*" select="* ! k:call('on-its-line', k:content(.))"/>
    <xsl:sequence select="k:call('address', if (exists($lines)) then $lines else k:content(.)), '&#10;'"/>
  </xsl:template>

  <xsl:template match="postscript" mode="typst" as="xs:string*">
    <xsl:sequence select="k:call('postscript', ('&#10;', k:anchor(.), k:blocks(node()))), '&#10;'"/>
  </xsl:template>
</xsl:stylesheet>
